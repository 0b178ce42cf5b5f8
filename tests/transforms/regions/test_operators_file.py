from pathlib import Path

import pytest

from news.errors import InputError
from transforms.regions import Gazetteer, region_table


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "regions.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_districts_and_names_are_added(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "code,name,kind,parent,names\n"
        "62.02,Kota Mentaya,,,Bumi Mentaya;KTM\n"
        '62.02.01,"Kota Besi",district,62.02,Kobes\n'
        "\n"
        "62.02.01,Kotabesi,,,\n",
    )
    gazetteer = Gazetteer.load(path)
    kotim, district = gazetteer.regions["62.02"], gazetteer.regions["62.02.01"]
    assert kotim.names[-3:] == ("Kota Mentaya", "Bumi Mentaya", "KTM")
    assert (district.kind, district.parent_code, district.names) == (
        "district",
        "62.02",
        ("Kobes", "Kotabesi"),
    )
    assert district.origin == "regions.csv"
    assert region_table(gazetteer).num_rows == region_table().num_rows + 1
    assert "Kota Mentaya" not in Gazetteer.load().regions["62.02"].names


@pytest.mark.parametrize("header", ["code,regency_code,name", "\ufeffname,code,parent_code"])
def test_headers_of_official_lists_are_understood(tmp_path: Path, header: str) -> None:
    cells = {"code": "62.02.01", "regency_code": "62.02", "parent_code": "62.02", "name": "Kota Besi"}
    row = ",".join(cells[column] for column in header.removeprefix("\ufeff").split(","))
    gazetteer = Gazetteer.load(write(tmp_path, f"{header}\r\n{row}\r\n"))
    assert gazetteer.regions["62.02.01"].parent_code == "62.02"


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("", 1, "nothing"),
        ("kode,nama\n62.02.01,Kota Besi\n", 1, "kode,nama"),
        ("code,name,nick\n", 1, "code,name,nick"),
        ("code,name,name\n", 1, "code,name,name"),
        ("code,name\n620201,Kota Besi\n", 2, "620201"),
        ("code,name\n62.02.01,\n", 2, "''"),
        ("code,name\n62.02.01,Kota, Besi\n", 2, "3 cells"),
        ("code,name,kind\n62.02.01,Kota Besi,kecamatan\n", 2, "kecamatan"),
        ("code,name,parent\n62.02.01,Kota Besi,62.03\n", 2, "62.03"),
        ("code,name\n62.02.01,Kota Besi\n62.99.01,Nirwana\n", 3, "62.99"),
        ('code,name\n62.02.01,"Kota" Besi\n', 2, "expected after"),
        (b"code,name\n62.02.01,Kota Besi\n62.02.02,Caf\xe9\n", 3, "0xe9"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, text: str | bytes, line: int, found: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(InputError) as raised:
        Gazetteer.load(path)
    message = str(raised.value)
    assert message.startswith(f"{path}, line {line}: expected ")
    assert found in message
    assert "; " in message


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.csv: expected a readable CSV file"):
        Gazetteer.load(tmp_path / "nowhere.csv")

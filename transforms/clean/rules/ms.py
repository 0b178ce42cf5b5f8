"""Rules for Malay."""

from transforms.clean.rules.rule import BULLET, START, phrase, section, whole

related_link = whole(
    "ms/related_link",
    "related_link",
    ("baca lagi", "baca seterusnya", "baca lanjut", "lagi berita", "berkaitan", "laporan lain"),
    rf"""{BULLET}
    (?: baca\s+(?:lagi|seterusnya|lanjut) | (?:lagi\s+)?(?:berita|artikel|laporan)\s+(?:berkaitan|lain)
      | lagi\s+berita | berkaitan
    )\s*[:：»>|]\s*(?P<target>\S(?:.*\S)?)\s*""",
    longest=260,
)

related_inline = phrase(
    "ms/related_inline",
    "related_link",
    ("baca lagi", "berita berkaitan", "artikel berkaitan"),
    rf"""{START}(?:baca\s+lagi|(?:berita|artikel)\s+berkaitan)\s*:\s*
    (?P<target>(?:(?![a-z0-9)”\"][.!?][ ])[^\n]){{8,180}}?(?<![.,;]))$""",
)

related_section = section(
    "ms/related_section",
    "related_link",
    ("berkaitan", "anda mungkin", "paling popular", "lagi berita"),
    r"""[\s•*\#|-]*
    (?: (?:berita|artikel|topik|kandungan)\s+berkaitan | anda\s+mungkin\s+(?:juga\s+)?(?:suka|berminat)
      | lagi\s+berita(?:\s+\w+)? | paling\s+popular
    )[\s:|-]*""",
)

follow_us = phrase(
    "ms/follow_us",
    "boilerplate",
    ("ikuti kami", "langgan", "sertai ", "dapatkan berita", "dapatkan aplikasi", "muat turun"),
    rf"""{START}(?:ikuti\s+kami|langgan(?:i)?|sertai|dapatkan|muat\s+turun)\b
    (?=[^\n]{{0,200}}\b(?:kami|terkini|berita|percuma)\b)
    (?=[^\n]{{0,220}}\b(?:telegram|whatsapp|google\s+news|facebook|instagram|tiktok|youtube|x\s+kami
      |aplikasi\s+(?:kami|\w+\s+(?:di|untuk)))\b)
    [^\n]{{10,300}}$""",
)

copyright_notice = phrase(
    "ms/copyright",
    "copyright",
    ("hakcipta", "hak cipta terpelihara"),
    r"^[^\n]{0,80}\bhak\s?cipta\s+terpelihara\b[^\n]{0,120}$ | ^hakcipta\b[^\n]{0,120}$",
)

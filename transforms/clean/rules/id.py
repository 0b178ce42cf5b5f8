"""Rules for Indonesian."""

from transforms.clean.rules.rule import BULLET, START, phrase, section, whole

READ = r"(?:baca|simak|lihat|tonton|saksikan|cek)"
_TITLE = r"\S(?:.*\S)?"
_CHANNELS = ("saluran", "channel", "kanal", "grup", "group", "akun", "chanel", "kami di")
_PLATFORMS = ("whatsapp", "wa", "telegram", "youtube", "instagram", "facebook", "tiktok")
_PLATFORM = r"(?:whats?app|wa|telegram|you\s?tube|instagram|facebook|tiktok)"
_HERE = r"(?:di\s*sini|di\s+\w+\.(?:com|co|id|net)(?:\.id)?|di\s+tautan\s+ini|klik\s+di\s*sini)"

related_link = whole(
    "id/related_link",
    "related_link",
    ("baca", "simak", "lihat", "tonton", "saksikan", "cek ", "terkait", "lainnya"),
    rf"""{BULLET}
    (?: (?:{READ}\s+(?:juga|pula|selengkapnya|artikel|berita(?:\s+(?:lain(?:nya)?|terkait))?)|bacajuga)
        \s*[:：;»>|→–—-]+\s*
      | (?:simak|tonton|saksikan|lihat)\s+(?:juga\s+)?video\s*[:：]\s*(?!.*[.]$)
      | {READ}\s*[:：»]\s*
      | (?:berita|artikel|bacaan)\s+(?:terkait|lainnya)\s*[:：»]\s*
    )
    (?P<target>{_TITLE})\s*""",
    longest=260,
)

video_pointer = phrase(
    "id/video_pointer",
    "related_link",
    tuple(
        f"{verb} {also}{shown}"
        for verb in ("simak", "saksikan", "lihat", "tonton")
        for also in ("", "juga ")
        for shown in ("video", "siaran langsung", "live")
    ),
    rf"""{START}(?:simak|saksikan|lihat|tonton)\s+(?:juga\s+)?(?:video|siaran\s+langsung|live)\b
    (?: [:\s]*[^\n\[]{{0,200}}?[:\s]*\[gambas:[^\]\n]*\]
      | [^.\n:'‘“]{{0,60}}(?:di\s+(?:bawah|atas|sini)(?:\s+ini)?|berikut(?:\s+ini)?|pilihan)[.:!]*\s*$
      | \s*:\s*$
      | \s*:?\s*(?P<target>(?:[^.\n]|\.(?=\d)){{3,160}}?)['’”\"]?:\s*$
      | \s+di\s+(?:atas|bawah)(?:\s+ini)?[.!]
    )""",
)

advertisement = phrase(
    "id/advertisement",
    "advertisement",
    ("iklan", "scroll", "gulir", "pariwara", "adv"),
    rf"""{START}[•*–—-]*[ ]?(?-i:Iklan|IKLAN)[ ]?[•*–—-]*$
    | ^[\s•*–—-]*(?:iklan|pariwara|adv|advertorial)[\s•*:–—-]*$
    | ^[^\n.]{{0,20}}\b(?:lanjut(?:kan)?\s+(?:mem)?baca|(?:konten|artikel|berita)\s+berlanjut)
        [^\n.]{{0,30}}\biklan\b[^\n.]{{0,20}}$
    | \b(?:scroll|gulir)\s+(?:ke\s+bawah\s+)?untuk\s+(?:melanjutkan|lanjut)(?:\s+(?:mem)?baca)?\b""",
)

follow_us = phrase(
    "id/follow_us",
    "boilerplate",
    (
        "google news",
        "google berita",
        *(f"{channel} {platform}" for channel in _CHANNELS for platform in _PLATFORMS),
        *(f"{platform} {channel}" for channel in (*_CHANNELS, "kami") for platform in _PLATFORMS),
    ),
    rf"""{START}(?:(?:yuk|ayo|jangan\s+lupa|silakan|mari|segera)[,!]?\s+)?
    (?:(?:kamu|anda)\s+(?:juga\s+)?(?:bisa|dapat)\s+)?
    (?:ikuti|follow|gabung|bergabung(?:lah)?|dapatkan|simak|cek|temukan|baca|subscribe|langganan|berlangganan
      |update|klik|like)\b
    (?=[^\n.]{{0,220}}\b
      (?:kami|terbaru|terkini|terupdate|menarik|lainnya|pilihan|breaking\s+news|berita|update|redaksi|di\s*sini
        |\w+\.(?:com|co|id)|klik|link)\b)
    (?=[^\n]{{0,240}}\b
      (?: google\s+(?:news|berita)
        | (?:saluran|channel|kanal|grup|group|akun|chanel|kami\s+di)\s+{_PLATFORM}
        | {_PLATFORM}\s+(?:channel|grup|group|chanel|kami) ))
    [^\n]{{10,320}}$""",
)

subscribe = whole(
    "id/subscribe",
    "boilerplate",
    (
        "google news",
        "whatsapp",
        "telegram",
        "berlangganan",
        "langganan",
        "eksplorasi konten",
        "dapatkan berita",
    ),
    rf"""(?:(?:gabung|bergabung|join|ikuti|follow)\s+)(?:(?:di|ke)\s+)?(?:saluran|channel|kanal|grup|group)\s+{_PLATFORM}
        (?:\s+[\w.]+){{0,4}}[.!]?
    | (?:gabung|bergabung|join|ikuti|follow)\s+{_PLATFORM}\s+(?:channel|grup|group)(?:\s+[\w.]+){{0,4}}[.!]?
    | (?:ikuti|follow)\s+[\w. ]{{2,40}}?\s+(?:di|on|lewat|melalui)\s+google\s+(?:news|berita)[.!]?
    | google\s+news
    | dapatkan\s+berita\b[^.\n]{{0,70}}\bdi\s*:
    | (?:silakan\s+)?berlangganan\s+(?:newsletter|buletin)\b.{{0,60}}
    | berlangganan\s+untuk\s+(?:men)?dapatkan\s+pos\s+terbaru\b.{{0,60}}
    | eksplorasi\s+konten\s+lain\s+dari\s.{{2,60}}""",
    longest=140,
    glued=True,
)

next_page = phrase(
    "id/next_page",
    "navigation",
    ("halaman", "selengkapnya", "lihat semua", "tampilkan semua", "baca semua", "di sini", "disini"),
    rf"""\[?\bhalaman\s+(?:selanjutnya|berikutnya)\s*(?:[–—-]+>+|>{{2,}}|→)\s*$
    | ^\[?halaman\s+(?:selanjutnya|berikutnya)\s*:[^\n]{{3,120}}$
    | {START}(?-i:H(?:alaman|ALAMAN))\s*:?\s*(?:\d+\s*)+
        (?:lihat\s+semua|selanjutnya|tampilkan\s+semua|dari\s+\d+)*\s*$
    | {START}(?-i:L(?:ihat|IHAT)|T(?:ampilkan|AMPILKAN)|B(?:aca|ACA))\s+semua(?:nya)?\s*[>»→]*$
    | {START}klik\s+di\s*sini\s+untuk\s+(?:mem)?(?:baca|lihat|melihat|menyaksikan)\b[^.\n]{{0,70}}[.!]*$
    | {START}(?:simak|baca|lihat|cek)\s+(?:juga\s+)?(?:berita|artikel)\s+(?:lain(?:nya)?|menarik|terkait)\b
        [^.\n]{{0,40}}\bdi\s*sini[.!]*$
    | {START}(?:
        [(\[]?(?:lanjut\s+(?:baca\s+)?ke\s+)?halaman\s+(?:selanjutnya|berikutnya|selengkapnya)
          (?:\s+di\s+sini)?[\s)\].>»→–—-]*$
      | (?:simak|baca|lihat)\s+selengkapnya\s+di\s*sini\b[.!]*
      | untuk\s+(?:melihat|menyaksikan|membaca)\b[^.\n]{{0,70}}\bklik\s+di\s*sini\b[.!]*
      | (?: (?:berita\s+|artikel\s+)?(?:baca|lihat|simak)\s+(?:berita\s+|artikel\s+)?selengkapnya
          | (?:berita\s+)?selengkapnya\s+(?:baca|klik|simak)
          | selengkapnya )
          (?:\s+{_HERE})?[\s.>»→!–—-]*$
      | (?:simak|baca|lihat|klik|lanjut|berlanjut|bersambung|dapatkan|selengkapnya|cek)\b
          [^.\n!?]{{0,90}}?\bhalaman\s+(?:selanjutnya|berikut(?:nya|\s+ini)?|\d)\b[\s.:!>»→)–—-]*$
    )""",
)

pager = whole(
    "id/pager",
    "navigation",
    (
        "lebih baru",
        "lebih lama",
        "sebelumnya",
        "berikutnya",
        "selanjutnya",
        "beranda",
        "navigasi",
        "kembali ke",
        "lama",
    ),
    r"""(?=.*\w)[\s«‹<←]*
    (?: (?:(?:postingan?|entri|pos|berita|artikel)\s+)?
          (?:(?:yang\s+)?lebih\s+(?:baru|lama) | lama | sebelumnya | berikutnya | selanjutnya)
      | beranda | navigasi\s+pos | kembali\s+ke\s+(?:atas|beranda|halaman\s+utama)
      | [\s|•·«»‹›<>→←-]
    )+""",
    longest=90,
)

published_elsewhere = phrase(
    "id/published_elsewhere",
    "boilerplate",
    (
        *(
            f"{when} {what}"
            for when in ("telah", "sudah", "pernah", "sebelumnya")
            for what in ("tayang", "terbit")
        ),
        "kali tayang",
        "kali terbit",
        "dimuat",
        "dipublikasikan",
        "diterbitkan",
        "dipublish",
    ),
    rf"""(?: {START}(?:artikel|berita|tulisan|konten|laporan)
      | (?-i:Artikel|Berita)(?=[^\n]{{0,120}}\b(?:dengan\s+judul|berjudul)) )
    \s+(?:(?:ini|di\s+atas)\s+)?(?:sebelumnya\s+)?(?:telah|sudah|pernah|sebelumnya|pertama\s+kali)
    (?:\s+(?:sebelumnya|pernah|sudah|lebih\s+dulu))?
    \s+(?:tayang|dimuat|terbit|dipublikasikan|diterbitkan|dipublish)\s+(?:sebelumnya\s+)?
    (?: (?:di|pada|dalam|oleh)\s+ | (?=[\w.]+\s+(?:dengan\s+judul|berjudul)) )
    (?P<target>[^\n]{{3,300}}?)$""",
)

copyright_notice = phrase(
    "id/copyright",
    "copyright",
    (
        "copyright",
        "©",
        "(c)",
        "hak cipta",
        "dilarang keras",
        "dilarang meng",
        "dilarang meny",
        "dilarang memp",
        "dilarang copy",
    ),
    rf"""{START}(?:copyright|hak\s+cipta(?:\s+dilindungi)?)\s*(?:©|\(c\)|&copy;)[^\n]{{0,160}}$
    | \b(?-i:COPYRIGHT|Copyright)\s*©[^\n.]{{2,80}}$
    | {START}©[^\n]{{2,160}}$
    | ^hak\s+cipta\s+(?:dilindungi|\d{{4}})[^\n]{{0,80}}$
    | {START}dilarang\s+(?:keras\s+)?
        (?:mengutip|menyalin|mengambil|memperbanyak|mempublikasi|menggandakan|copy|meng-?copy)[^\n]{{0,260}}
        \b(?:izin|ijin|seizin|persetujuan)\b[^\n]{{0,120}}$""",
)

like_this = whole(
    "id/like_this",
    "share_widget",
    ("suka", "menyukai", "memuat"),
    r"(?:menyukai|suka)\s+ini\s*:?(?:\s*suka)?(?:\s*memuat\W*)? | (?:suka\s+)?memuat\s*(?:\.{2,}|…)",
    longest=40,
)

page_controls = whole(
    "id/page_controls",
    "navigation",
    ("dengarkan", "a+", "muat ", "klik", "ukuran", "perbesar"),
    r"""dengarkan\s+(?:artikel|berita)(?:\s+ini)? | (?:a\s?-\s*)?(?:a\s+)?a\s?\+
    | muat\s+(?:lebih|lainnya)(?:\s+banyak)? | klik\s+di\s*sini | ukuran\s+(?:huruf|font|teks)
    | perbesar(?:\s+gambar)?""",
    longest=40,
)

tag_list = section(
    "id/tag_list",
    "tags",
    ("tag", "kata kunci", "topik terkait"),
    r"[\s•*\#|-]*(?:tags?|tagar|topik\s+terkait|kata\s+kunci)[\s:|-]*",
)

tags = whole(
    "id/tags",
    "tags",
    ("tag", "label", "topik", "kata kunci"),
    r"[\s•*\#]*(?:tags?|label|topik(?:\s+terkait)?|kata\s+kunci|tagar)\s*(?:[:：]|(?=\#))\s*(?!.*[.!?]$).+",
    glued=True,
)

related_section = section(
    "id/related_section",
    "related_link",
    (
        "terkait", "lainnya", "populer", "terkini", "terbaru", "rekomendasi", "pilihan", "lewatkan",
        "berita lain", "artikel lain", "serupa", "sebelumnya", "mungkin anda", "trending",
    ),
    r"""[\s•*\#|-]*
    (?: (?:berita|artikel|kabar|tulisan|postingan?|pos|konten|bacaan|video)
          \s+(?:terkait|lain(?:nya)?|terbaru|terkini|(?:ter)?populer|pilihan|serupa|rekomendasi|sebelumnya)
      | baca\s+(?:juga\s+)?berita\s+(?:lain(?:nya)?|terkait)
      | rekomendasi(?:\s+untuk\s+anda)? | terkait | terpopuler | terkini | populer | trending(?:\s+now)?
      | pilihan\s+(?:editor|redaksi|untuk\s+anda) | jangan\s+lewatkan | mungkin\s+anda\s+(?:suka|tertarik)
    )[\s:|-]*""",
)  # fmt: skip

opinion_disclaimer = whole(
    "id/opinion_disclaimer",
    "boilerplate",
    ("tanggung jawab", "pendapat", "pandangan", "opini"),
    r"""[\s*(]*(?:(?:catatan|disclaimer)\s*:\s*)?(?:(?:seluruh|segala)\s+)?(?:isi\s+)?(?:artikel|tulisan|opini|kolom)
    (?:\s+(?:ini|opini|di\s+atas))*\s+
    (?: (?:sepenuhnya\s+)?(?:merupakan|adalah|menjadi)\s+(?:sepenuhnya\s+)?
        (?:tanggung\s+jawab|pendapat|pandangan|opini)\s+(?:pribadi\s+)?(?:dari\s+)?penulis\b.{0,140}
      | di\s+luar\s+tanggung\s+jawab\s+redaksi\b.{0,80})""",
)

comment_form = whole(
    "id/comment_form",
    "boilerplate",
    ("komentar", "balasan", "alamat email anda"),
    r"""(?: posting\s+komentar | (?:lihat|baca)\s+(?:semua\s+)?komentar
      | (?:tidak|belum)\s+ada\s+komentar | komentar
      | (?:tinggalkan|kirim|tulis|beri)\s+(?:balasan|komentar)(?:\s+anda)?(?:\s+batalkan\s+balasan)?
      | batalkan\s+balasan
      | alamat\s+email\s+anda\s+tidak\s+akan\s+dipublikasikan\..{0,80}
    )[\s:.]*(?:\(\d+\))?""",
    longest=160,
    glued=True,
)

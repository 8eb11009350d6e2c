//! The help in Chinese, command by command. The English stands in the doc comments of the arguments.
//!
//! Up to the first empty line a text is the short help (`-h`); all of it is the long help (`--help`). Keep the
//! short help of an argument under thirty characters: it stands beside the argument.

/// The help of one command.
pub(crate) struct CommandHelp {
    /// The command as it is typed, without `jianbao`; empty for the program itself.
    pub(crate) command: &'static str,
    /// What it does.
    pub(crate) about: &'static str,
    /// What stands below the arguments; empty where nothing does.
    pub(crate) after: &'static str,
    /// Arguments by their id, the name of the Rust field, and their values as `id=value`.
    pub(crate) arguments: &'static [(&'static str, &'static str)],
}

/// What the values of arguments are called.
pub(crate) const VALUE_NAMES: &[(&str, &str)] = &[
    ("COLUMNS", "列数"),
    ("DATE", "日期"),
    ("DAYS", "天数"),
    ("DIR", "目录"),
    ("FIELD", "字段"),
    ("FIELD=NAME", "字段=名称"),
    ("FILE", "文件"),
    ("FORMAT", "格式"),
    ("ID", "编号"),
    ("INTERVAL", "间隔"),
    ("LANGUAGE", "语言"),
    ("MODE", "方式"),
    ("N", "数"),
    ("NAME", "名称"),
    ("PATH", "路径"),
    ("PATTERN", "模式"),
    ("TIME", "时限"),
    ("QUERY", "查询"),
    ("SHELL", "外壳"),
    ("SORT", "次序"),
    ("TEXT", "文字"),
    ("WHEN", "何时"),
    ("WHICH", "哪些"),
];

/// The help of every command.
pub(crate) const COMMANDS: &[CommandHelp] = &[
    CommandHelp {
        command: "",
        about: "中文新闻全文检索：只要文中有，就找得到\n\n\
                先把版面、文章和 JSON lines 建成索引，再查询；或者用 `jianbao query 查询 --in 路径` 直接搜文件。",
        after: "例子：
  jianbao index news/                          给一个文件夹建索引；再跑一遍只处理变动的文件
  jianbao query 困难职工 云南                  两个词都有的文章，最相关的在前
  jianbao query “解困脱困” -上海 日期:2020-10  原文如此，不含上海，2020 年 10 月
  jianbao query 网球 --in page.txt             不建索引，直接搜一个文件
  jianbao clip 图书馆 --out 图书馆.html        命中的文章做成一份剪报，可以打印
  jianbao articles page.txt                    一个版面怎样分成一篇篇文章

退出状态：0 找到；1 没有找到；2 出错，或有输入被跳过。",
        arguments: &[
            ("index", "索引目录（默认：$JIANBAO_INDEX，否则向上最近的 .jianbao）"),
            ("color", "输出何时带颜色"),
            ("color=auto", "在终端上带，除非设了 NO_COLOR"),
            ("color=always", "总是"),
            ("color=never", "从不"),
            ("width", "一行最多多少列（默认：终端的宽度；不是终端就不限）"),
            ("lang", "帮助和消息用的语言"),
            ("lang=auto", "看 LC_ALL、LC_MESSAGES、LANG 中第一个设了的"),
            ("lang=zh", "中文"),
            ("lang=en", "英文"),
            ("help", "显示帮助（-h 简短，--help 详细）"),
            ("version", "显示版本"),
        ],
    },
    CommandHelp {
        command: "help", about: "显示总的帮助，或某个命令的帮助", after: "", arguments: &[]
    },
    CommandHelp {
        command: "index",
        about: "给文件和文件夹建索引，或让索引跟上它们的变动\n\n\
                能读报纸版面和文章的纯文本（txt）、Markdown（md）、JSON lines（jsonl）、JSON（json）、表格（csv、tsv）、保存下来的新闻网页（html）和订阅源（rss、atom、xml），\
                都可以压缩过（gz、zst、xz）或打成包（zip、tar），编码可以是 UTF-8、UTF-16、GB18030 或 Big5。只读新的和变动过的文件；\
                变动过的文件原先的内容会被取代，换了地方的文件文章跟着走。`-` 表示从标准输入读 JSON lines。\n\n\
                内容分批提交，每次提交都会说明：之后无论发生什么，已提交的都在，同一命令接着往下做。\
                按 Ctrl-C 会妥善收尾。\n\n\
                这里或上级目录的 `jianbao.toml` 说明文件怎样读：字段的名字、编码、来源、跳过什么。\n\n\
                索引是向上最近的 .jianbao；没有就在当前目录新建一个。",
        after: "",
        arguments: &[
            ("paths", "文件和文件夹；`-` 是标准输入，按 JSON lines 读"),
            ("names", "文件里字段的名字：`title=题头,body=全文`"),
            ("encoding", "文件的编码（默认：逐个文件检测）"),
            ("source", "没有写来源的文章的来源"),
            ("exclude", "跳过匹配的文件和文件夹，写法同 .gitignore 的一行；可以给几个"),
            ("prune", "取出 PATH 下已经不在的文件的文章；不给 PATH 就看所有文件"),
            (
                "reread",
                "没有变动的文件也重读：用 `remove` 取出的文章会回来\n\n\
                 因为两次运行都在读它时中断而略过的文件，也会重读。",
            ),
            ("dict", "自己的词，每行 `词 [频率] [词性]`；索引会存下来"),
            ("strict_dict", "--dict 有一行加不了词就不接受；不加则指出这些行并略过"),
            ("rebuild", "先用索引里存的内容重新建立，有 --dict 就用那些词"),
            ("commit_bytes", "读过多少字节的文件就提交一次；一个文件不会拆开"),
            ("format", "怎样打印结果摘要"),
            ("format=text", "给人看"),
            ("format=json", "一个 JSON 值"),
        ],
    },
    CommandHelp {
        command: "query",
        about: "搜索索引，或用 --in 直接搜文件\n\n\
                查询里每个词都有的文章算命中；一页不满时，只有一部分词的文章跟在后面。\
                符号中英文都行：

  困难职工 云南          都有
  “解困脱困”             原文如此
  工会 或 工人           有一个就行（OR、|）
  职工 -上海             不含上海（非 上海、NOT 上海）
  标题:劳动竞赛          限标题；还有 正文 记者 通讯员 摄影 来源 栏目 地点 版
  日期:2020-10           按日期；还有 2020-10-26..2020-11-03、>2020-10-01、近7天、去年
  \"网球 滑雪\"~20         相距不超过 20 个字
  covi*  covd~           外文单词的开头，或拼写相近
  (甲 或 乙) -丙  甲^3    分组，加权",
        after: "",
        arguments: &[
            ("query", "找什么；几个参数合成一个查询"),
            ("paths", "直接搜这些文件和文件夹，不用索引"),
            ("names", "文件里字段的名字：`title=题头,body=全文`"),
            ("encoding", "文件的编码（默认：逐个文件检测）"),
            ("source", "没有写来源的文章的来源"),
            ("exclude", "跳过匹配的文件和文件夹，写法同 .gitignore 的一行；可以给几个"),
            ("limit", "最多显示几篇；0 只给计数"),
            ("offset", "先跳过几篇"),
            ("sort", "排列的次序"),
            ("sort=relevance", "最相关的在前"),
            ("sort=date", "新的在前"),
            ("sort=date-asc", "旧的在前"),
            ("recency", "按相关度排列时，文章每旧这么多天，得分减半"),
            ("matching", "全有的文章不满一页时，用什么补"),
            ("matching=fill", "只有一部分词的文章跟在后面"),
            ("matching=all", "只要每个词都有的文章"),
            ("reprints", "正文与前面某篇相同的文章怎么办（默认：给人看时收起，否则列出）"),
            ("reprints=show", "各算一篇"),
            ("reprints=fold", "收在那一篇下面"),
            ("snippets", "每篇最多几段摘录"),
            ("snippet_chars", "一段摘录多少字"),
            ("from", "只要这一天及以后的（YYYY-MM-DD）"),
            ("to", "只要这一天及以前的（YYYY-MM-DD）"),
            ("facet", "统计全部命中里某个字段的值"),
            ("facet=source", "来源"),
            ("facet=section", "栏目"),
            ("facet=place", "地点"),
            ("facet=page", "版次"),
            ("facet=reporter", "记者"),
            ("facet=year", "年"),
            ("facet=month", "月"),
            ("histogram", "按时间统计命中"),
            ("histogram=year", "一年一条"),
            ("histogram=month", "一月一条"),
            ("histogram=day", "一天一条"),
            ("timeout", "最多查多久：`500ms`、`2s`；超过就是出错"),
            ("format", "怎样打印"),
            ("format=text", "给人看"),
            ("format=json", "整个结果是一个 JSON 值"),
            ("format=jsonl", "每行一篇，JSON"),
            ("format=markdown", "Markdown 列表"),
            ("format=csv", "表格，每行一篇，逗号分隔"),
            ("bom", "表格开头写上字节顺序标记，Excel 由此知道是 UTF-8（配合 --format csv）"),
            ("count", "只打印每个词都有的文章数"),
            ("ids", "只打印编号，每行一个"),
            ("check", "先检查索引的每个字节，会改变答案的损坏就能发现"),
        ],
    },
    CommandHelp {
        command: "show",
        about: "显示文章全文",
        after: "",
        arguments: &[("ids", "文章的编号，`query` 打印在方括号里"), ("json", "每篇打印成一行 JSON")],
    },
    CommandHelp {
        command: "articles",
        about: "显示文件怎样分成文章，不用索引",
        after: "",
        arguments: &[
            ("paths", "文件和文件夹"),
            ("names", "文件里字段的名字：`title=题头,body=全文`"),
            ("encoding", "文件的编码（默认：逐个文件检测）"),
            ("source", "没有写来源的文章的来源"),
            ("exclude", "跳过匹配的文件和文件夹，写法同 .gitignore 的一行；可以给几个"),
            ("format", "怎样打印文章"),
            ("format=text", "给人看"),
            ("format=json", "全部文章是一个 JSON 数组"),
            ("format=jsonl", "每行一篇，JSON"),
            ("explain", "版面的每一行读作什么，有多大可能是文章开头，凭什么；网页则是每一项的出处"),
        ],
    },
    CommandHelp {
        command: "tokens",
        about: "显示文字怎样规范化、怎样切分",
        after: "",
        arguments: &[
            ("text", "文字；几个参数用空格连起来。没有就读标准输入"),
            ("file", "从文件读文字"),
            ("dict", "自己的词，每行 `词 [频率] [词性]`；索引会存下来"),
            ("strict_dict", "--dict 有一行加不了词就不接受；不加则指出这些行并略过"),
            ("mode", "怎样切"),
            ("mode=exact", "词典的最佳切分：查询这样切"),
            ("mode=full", "文中出现的每一个词典词：文章这样收进索引"),
            ("mode=search", "最佳切分，长词里的词也给出"),
            ("mode=bigram", "每两个相邻的字"),
            ("mode=unigram", "每一个字"),
            ("hmm", "把单字连成词典里没有的词（用于 exact 和 search）"),
            ("json", "打印一个 JSON 值，带每个词在原文中的位置"),
        ],
    },
    CommandHelp {
        command: "explain",
        about: "说明查询怎样理解，某篇文章为什么命中或没有命中",
        after: "",
        arguments: &[
            ("query", "查询；几个参数合成一个查询"),
            ("id", "问这个编号的文章"),
            ("json", "打印一个 JSON 值"),
        ],
    },
    CommandHelp {
        command: "remove",
        about: "从索引里取出文章\n\n\
                文件不动。取出过文章的文件算做完了；用 `jianbao index --reread 路径` 重读它，文章就回来，\
                文件变动后再建索引也一样。\n\n\
                查询命中超过十篇要先问；没有人可问时，要加 --yes。\n\n  \
                jianbao remove --query 台风 --dry-run\n  \
                jianbao remove --query 台风 --yes\n  \
                jianbao remove jc-20240320-07",
        after: "",
        arguments: &[
            ("ids", "文章的编号；不问就取出"),
            ("query", "取出命中这个查询（每个词都有）的全部文章"),
            ("dry_run", "打印会取出的文章（编号、标题、日期，用制表符隔开），什么也不取出"),
            ("yes", "不问，命中多少篇都取出"),
        ],
    },
    CommandHelp {
        command: "export",
        about: "打印索引里的全部文章，每行一个 JSON 值，按编号排列\n\n打印出来的可以再建索引，得到同样的文章。",
        after: "",
        arguments: &[],
    },
    CommandHelp {
        command: "stats",
        about: "说明索引有多大",
        after: "",
        arguments: &[("json", "打印一个 JSON 值")],
    },
    CommandHelp {
        command: "verify",
        about: "检查索引：逐个字节，逐篇文章\n\n\
                把每个文件和当初写下的内容核对，读每一篇存着的文章，检查编号没有重复、数目对得上。\
                列出全部损坏之处，并说明怎样补救。退出状态：0 完好；2 损坏。",
        after: "",
        arguments: &[
            ("format", "怎样打印检查结果"),
            ("format=text", "给人看"),
            ("format=json", "一个 JSON 值"),
        ],
    },
    CommandHelp {
        command: "clip",
        about: "把命中的文章做成一份剪报\n\n\
                剪报是一个自足的文件，可以打印，不用脚本：目录、按月的分布、摘录，全文折叠着。\
                每个词都有的文章才收进去，新的在前。\n\n  \
                jianbao clip 图书馆 --out 图书馆.html\n  \
                jianbao clip 台风 日期:去年 --by source --out 台风.md",
        after: "",
        arguments: &[
            ("query", "找什么；几个参数合成一个查询"),
            ("out", "写到哪里：.html 是网页，.md 是 Markdown"),
            ("force", "文件已经有了就替换它"),
            ("by", "怎样分组"),
            ("by=month", "一月一组，新的在前"),
            ("by=source", "一个来源一组，多的在前"),
            ("paths", "直接搜这些文件和文件夹，不用索引"),
            ("names", "文件里字段的名字：`title=题头,body=全文`"),
            ("encoding", "文件的编码（默认：逐个文件检测）"),
            ("source", "没有写来源的文章的来源"),
            ("exclude", "跳过匹配的文件和文件夹，写法同 .gitignore 的一行；可以给几个"),
            ("limit", "最多收几篇"),
            ("from", "只要这一天及以后的（YYYY-MM-DD）"),
            ("to", "只要这一天及以前的（YYYY-MM-DD）"),
            ("timeout", "最多查多久：`500ms`、`2s`；超过就是出错"),
        ],
    },
    CommandHelp {
        command: "bench", about: "在你自己的语料上比较各种分词方式", after: "", arguments: &[]
    },
    CommandHelp {
        command: "bench tokenize",
        about: "比较各种切分中文的方式：速度、内存、一致度、检索能找到多少\n\n\
                剪报的各种方式与 jieba-rs、ICU4X 并列。cut 用结巴词典切原文；exact、full、search、bigram、\
                unigram 先规范化。计时分轮进行，每轮各切一遍，所以机器忙时，与 jieba-rs 的倍数仍然可靠；\
                兆字节数只属于这台机器。\n\n\
                agree 是词首词尾位置与 jieba-rs 的一致度；found 是从原文随机截取二至八字去检索，\
                查询词全部是原文词元的比例。",
        after: "例子：
  jianbao bench tokenize --file news.txt --out report.html
  jianbao bench tokenize --gold pku_test_gold.utf8",
        arguments: &[
            ("file", "逐行测量的语料；不给则用人工切分的文字，再不然用自带的 25 篇样例，那太少"),
            ("gold", "人工切分的文字，词间有空格：据此算精确率、召回率和 F1"),
            ("out", "写一个带图的网页，不需要联网"),
            ("force", "--out 的文件已经有了就替换它"),
            ("rounds", "各切几遍"),
            ("format", "怎样打印结果"),
            ("format=text", "表格"),
            ("format=json", "一个 JSON 值"),
        ],
    },
    CommandHelp {
        command: "compact",
        about: "把索引的各段合成一段，更小，搜索更快\n\n\
                取出的和被取代的内容从磁盘上消失。其间可以照常搜索。需要再有一份索引那么大的空间。",
        after: "",
        arguments: &[],
    },
    CommandHelp {
        command: "generate",
        about: "打印手册页，或命令行补全

  jianbao generate man > ~/.local/share/man/man1/jianbao.1
  jianbao generate completions bash > ~/.local/share/bash-completion/completions/jianbao
  jianbao generate completions zsh > ~/.zfunc/_jianbao        （$fpath 里的一个文件夹）
  jianbao generate completions fish > ~/.config/fish/completions/jianbao.fish",
        after: "",
        arguments: &[],
    },
    CommandHelp {
        command: "generate man", about: "打印手册页，所有命令在一页里", after: "", arguments: &[]
    },
    CommandHelp {
        command: "generate completions",
        about: "打印某个外壳的命令行补全",
        after: "",
        arguments: &[("shell", "外壳")],
    },
];

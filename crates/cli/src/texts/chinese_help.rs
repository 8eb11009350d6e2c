//! Chinese help, command by command. The English is in the doc comments of the arguments.
//!
//! The part of a text before the first empty line is the short help (`-h`); the whole text is the long help (`--help`). Keep
//! the short help of an argument under thirty characters, because it is printed beside the argument.

/// The help of one command.
pub(crate) struct CommandHelp {
    /// The command as typed, without `jianbao`; empty for the program itself.
    pub(crate) command: &'static str,
    /// Short description.
    pub(crate) about: &'static str,
    /// The text below the arguments; may be empty.
    pub(crate) after: &'static str,
    /// Arguments by their id, the name of the Rust field, and their values as `id=value`.
    pub(crate) arguments: &'static [(&'static str, &'static str)],
}

/// The names of the values of arguments.
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
    ("KEY", "排序项"),
    ("LANGUAGE", "语言"),
    ("MODE", "方式"),
    ("N", "数量"),
    ("NAME:TYPE", "名称:类型"),
    ("NAME", "名称"),
    ("PATH", "路径"),
    ("PATTERN", "模式"),
    ("NUMBER", "编号"),
    ("TIME", "时限"),
    ("PERIOD", "时段"),
    ("POSITION", "位置"),
    ("QUERY", "查询"),
    ("SHELL", "shell"),
    ("SORT", "排序"),
    ("TEXT", "文本"),
    ("WHEN", "时机"),
    ("WHICH", "方式"),
    ("WORD", "词"),
];

/// The help of every command.
pub(crate) const COMMANDS: &[CommandHelp] = &[
    CommandHelp {
        command: "",
        about: "中文新闻全文检索：文中出现过，就找得到\n\n\
                先用 `jianbao index` 为报纸版面和文章建索引，再用 `jianbao query` 搜索；\
                也可以不建索引，用 `query` 的 `--in` 直接搜索文件。",
        after: "示例：
  jianbao index news/                          为一个目录建索引；再次运行只处理有变动的文件
  jianbao query 困难职工 云南                  同时含有两个词的文章，最相关的在前
  jianbao query “解困脱困” -上海 日期:2020-10  精确短语，不含“上海”，2020年10月
  jianbao query 网球 --in page.txt             不建索引，直接搜索一个文件
  jianbao clip 图书馆 --out 图书馆.html        把命中的文章做成一份可以打印的剪报
  jianbao articles page.txt                    看一个版面怎样拆分成文章

退出状态：0 有结果；1 没有结果；2 出错，或跳过了部分输入。",
        arguments: &[
            (
                "index",
                "索引目录、含有 .jianbao 的目录，或集群地址（默认：$JIANBAO_INDEX，否则为当前目录或最近的上级目录里的 .jianbao）",
            ),
            ("ca_file", "为集群签发证书的机构的证书，PEM 格式（默认：系统信任的证书）"),
            ("color", "何时使用彩色输出"),
            ("color=auto", "仅在终端上，且未设置 NO_COLOR"),
            ("color=always", "始终输出"),
            ("color=never", "从不输出"),
            (
                "pager",
                "在终端上输出较长时，是否用分页程序显示；分页程序依次取 $JIANBAO_PAGER、$PAGER，都没有设置时用 less",
            ),
            ("pager=auto", "标准输出是终端时"),
            ("pager=never", "从不用分页程序"),
            ("hyperlink", "文章所在文件是否显示为链接"),
            ("hyperlink=auto", "仅在终端上"),
            ("hyperlink=never", "从不"),
            ("width", "每行的最大列数（默认：终端宽度；输出不到终端时不限）"),
            ("lang", "帮助和提示信息使用的语言"),
            ("lang=auto", "取 LC_ALL、LC_MESSAGES、LANG 中第一个已设置的"),
            ("lang=zh", "中文"),
            ("lang=en", "英文"),
            ("format", "输出格式"),
            ("format=text", "便于阅读的文本"),
            ("format=line", "每篇一行：日期、来源、标题、编号、路径，以制表符分隔"),
            ("format=json", "一个 JSON 值"),
            ("format=jsonl", "每行一篇，JSON 格式"),
            ("format=csv", "CSV 表格，每行一篇"),
            ("format=markdown", "Markdown"),
            ("format=html", "网页"),
            ("format=gb7714", "参考文献，按 GB/T 7714—2015"),
            ("format=ris", "参考文献，供 EndNote、Zotero、NoteExpress 导入"),
            ("format=bibtex", "参考文献，供 LaTeX 使用"),
            ("format=apa", "参考文献，按 APA 第 7 版"),
            ("json", "同 --format json"),
            ("bom", "在 CSV 开头写入 BOM，使 Excel 按 UTF-8 打开（用于 --format csv）"),
            ("paths_given", "写出每篇文章所在的文件（用于 csv 和 markdown；line 和 JSON 总是写出）"),
            ("from", "起始日期（含）：写法同“日期:”，如 2024-03、去年、近7天"),
            ("to", "截止日期（含）：写法同 --from"),
            ("today", "“今天”“近7天”“去年”等以哪一天为准（默认：系统日期）"),
            ("help", "显示帮助（-h 简要，--help 详细）"),
            ("version", "显示版本"),
        ],
    },
    CommandHelp {
        command: "help", about: "显示总体帮助或某个命令的帮助", after: "", arguments: &[]
    },
    CommandHelp {
        command: "index",
        about: "为文件和目录建立或更新索引\n\n\
                支持纯文本（txt，报纸版面或单篇文章）、Markdown（md）、JSON Lines（jsonl）、JSON（json）、表格（csv、tsv）、\
                保存的新闻网页（html、mht）、HTML 表格（xls）和订阅源（rss、atom、xml）；可以压缩（gz、zst、xz）或放在压缩包里（zip、tar）；\
                编码可以是 UTF-8、UTF-16、GB18030 或 Big5。只读取新增和有变动的文件：文件变动后，旧内容由新内容替换；\
                文件移动后，其中的文章保留。`-` 表示从标准输入读取 JSON Lines。\n\n\
                内容分批提交，每次提交都会报告。已提交的内容不会因为之后的任何意外而丢失，重新运行同一命令即可继续。\
                按 Ctrl-C 会正常收尾再退出。\n\n\
                当前目录或上级目录里的 `jianbao.toml` 规定怎样读取文件：字段名、自定义字段、编码、来源、跳过哪些文件。\n\n\
                索引是当前目录或最近的上级目录里的 .jianbao；没有就在当前目录新建。",
        after: "",
        arguments: &[
            ("paths", "文件和目录；`-` 表示标准输入（JSON Lines）"),
            ("names", "文件中的字段名，如 `title=题头,body=全文`"),
            ("encoding", "文件的编码（默认：逐个文件检测）"),
            ("source", "文章未注明来源时使用的来源"),
            ("exclude", "跳过匹配的文件和目录，写法同 .gitignore；可多次使用"),
            ("follow_links", "符号链接指向给定目录之外时也跟随"),
            ("prune", "移除已不存在的文件的文章：限于给出的路径；未给路径则检查所有文件"),
            (
                "reread",
                "没有变动的文件也重新读取：用 `remove` 移除的文章会恢复\n\n\
                 因两次运行都在读取它时中断而被跳过的文件，也会重新读取。",
            ),
            ("dict", "自定义词典，每行 `词 [词频] [词性]`；随索引保存"),
            ("strict_dict", "词典有无效行就报错退出（默认：提示并跳过这些行）"),
            (
                "fields",
                "声明自定义字段，用于搜索、排序和计数；可多次使用\n\n\
                 写成 名称:类型，别名写在名称之后：`浏览,views:integer`。类型有 keyword（整体比较的文字，可有多个）、\
                 text（检索其中词语的文字）、text+（不写字段名也能查到）、integer（整数）、\
                 number（数字）、time（时间）、flag（真假）。取文章中同名的键的值。声明随索引保存；\
                 加上 --rebuild 可为已有的索引增加或更改字段，以保存的内容补上。",
            ),
            ("dropped", "重建时去掉一个自定义字段；文章里的键仍然保留"),
            (
                "replace_by",
                "按一个字段替换旧文章：同值的旧文章不论来自哪个文件都由新文章替换。写 url，或自定义的 keyword 字段\n\n\
                 有多个值时，含其中任何一个值的旧文章都会替换。编号相同的文章总是替换。",
            ),
            (
                "rebuild",
                "先重建索引，再读取给出的文件\n\n重建只用索引中保存的文章，不需要原文件；同时给出 --dict、--field 时，换用这个词典、这些字段。",
            ),
            ("commit_bytes", "累计读取多少字节就提交一次；同一文件不分两次提交"),
            ("shards", "在集群里新建索引时的分片数（默认：1）"),
            ("replicas", "在集群里新建索引时，每个分片另存几份（默认：1）"),
        ],
    },
    CommandHelp {
        command: "query",
        about: "搜索索引，或用 --in 直接搜索文件\n\n\
                含有查询中每个词的文章算命中；命中不足一页时，后面补上只含部分词的文章。\
                查询写法如下，符号半角、全角均可：

  困难职工 云南          两个词都有
  “解困脱困”             精确短语
  工会 或 工人           任意一个（也可写 OR、|）
  职工 -上海             不含“上海”（也可写 非 上海、NOT 上海）
  标题:劳动竞赛          限定在标题；还有 正文 记者 通讯员 摄影 来源 栏目 地点 版
  日期:2020-10           限定日期；还有 2020-10-26..2020-11-03、>2020-10-01、近7天、去年
  \"网球 滑雪\"~20         邻近：相距不超过 20 个字
  covi*  covd~           西文词：前缀通配、拼写相近
  (甲 或 乙) -丙  甲^3    分组、加权
  浏览:>1万  标签:快讯    自定义字段（见 index --field）；还有 1..5，* 表示有值即可",
        after: "",
        arguments: &[
            ("query", "要搜索的内容；多个参数合为一个查询"),
            ("paths", "不用索引，直接搜索这些文件和目录"),
            ("names", "文件中的字段名，如 `title=题头,body=全文`"),
            ("encoding", "文件的编码（默认：逐个文件检测）"),
            ("source", "文章未注明来源时使用的来源"),
            ("exclude", "跳过匹配的文件和目录，写法同 .gitignore；可多次使用"),
            ("follow_links", "符号链接指向给定目录之外时也跟随"),
            ("limit", "最多显示多少篇；0 表示只显示篇数和计数"),
            ("offset", "跳过最前面的多少篇"),
            ("sort", "排序方式，或自定义字段：名称、名称-asc"),
            ("sort=relevance", "最相关的在前"),
            ("sort=date", "日期新的在前"),
            ("sort=date-asc", "日期旧的在前"),
            ("collapse", "自定义字段的每个值只列最前面一篇"),
            ("recency", "按相关度排序时，得分随时间衰减的半衰期（天）"),
            ("matching", "命中不足一页时是否补足"),
            ("matching=fill", "用只含部分词的文章补足"),
            ("matching=all", "只要含有每个词的文章"),
            ("reprints", "怎样处理正文与前面某篇相同的转载（默认：text 格式折叠，其他格式列出）"),
            ("reprints=show", "逐篇列出"),
            ("reprints=fold", "折叠在前面那篇之下"),
            ("snippets", "每篇最多显示几个片段"),
            ("snippet_chars", "每个片段的字数"),
            ("facet", "对全部命中按某个字段（可以自定义）分类计数"),
            ("facet_values", "text 格式中每个字段最多显示多少个值（默认：20；年和月全部显示）"),
            ("facet=source", "来源"),
            ("facet=section", "栏目"),
            ("facet=place", "地点"),
            ("facet=page", "版次"),
            ("facet=reporter", "记者"),
            ("facet=year", "年"),
            ("facet=month", "月"),
            (
                "histogram",
                "对全部命中的文章按时间或自定义字段分段计数\n\n自定义字段写成 `名称:间隔`，如 `浏览:1000`、`发布:month`。",
            ),
            ("summary", "对全部命中汇总自定义字段：篇数、最小、最大、平均、合计"),
            ("histogram=year", "按年"),
            ("histogram=month", "按月"),
            ("histogram=day", "按日"),
            ("added_after", "只要编号大于此数的文章，即此后新增的；最新编号见 `stats`"),
            ("timeout", "搜索时限，如 `500ms`、`2s`；超时则报错退出"),
            ("as_typed", "只要原样含有连写文字的文章"),
            ("no_suggestions", "没有结果时，不给出查询建议"),
            ("count", "只输出命中篇数（只计含有每个词的文章）"),
            ("ids", "只输出编号，每行一个"),
            ("check", "先逐字节检查索引，以免结果受损坏影响"),
        ],
    },
    CommandHelp {
        command: "check",
        about: "核对句子是否见于索引，一字不差\n\n\
                文章含有这个句子（包括标点）才算见于索引；全角半角、大小写、繁简不作区分。\
                如果没有，就显示最接近的一处，并标出不同的字。退出状态：0 每句都有；1 有的句子没有。",
        after: "",
        arguments: &[
            ("text", "句子；多个参数以空格连接"),
            ("file", "逐句核对一个文件；`-` 表示标准输入"),
            ("paths", "直接对照这些文件和目录，不用索引"),
            ("names", "文件中的字段名，如 `title=题头,body=全文`"),
            ("encoding", "文件的编码（默认：逐个文件检测）"),
            ("source", "文章未注明来源时使用的来源"),
            ("exclude", "跳过匹配的文件和目录，写法同 .gitignore；可多次使用"),
            ("follow_links", "符号链接指向给定目录之外时也跟随"),
            ("limit", "每句最多列出几篇文章"),
            ("format", "输出格式"),
            ("format=text", "便于阅读的文本"),
            ("format=json", "一个 JSON 值"),
            ("format=jsonl", "每行一个 JSON 值"),
        ],
    },
    CommandHelp {
        command: "corpus",
        about: "研究一个说法的用法：每一处出现的上下文，历时的变化",
        after: "",
        arguments: &[],
    },
    CommandHelp {
        command: "corpus kwic",
        about: "逐行列出一个说法的每一处出现，连同上下文\n\n\
                一行是命中的文章里含有查询中某个词、短语或字串的一处。不排序时最新的文章在前，立即开始输出。\n\n  \
                left1 right1 left2 …   关键词之前、之后第一个、第二个字、词或数\n  \
                date source            文章的日期、来源\n  \
                random:7               随机，附随机种子",
        after: "",
        arguments: &[
            ("query", "查询；多个参数合为一个查询"),
            ("paths", "不用索引，直接搜索这些文件和目录"),
            ("names", "文件中的字段名，如 `title=题头,body=全文`"),
            ("encoding", "文件的编码（默认：逐个文件检测）"),
            ("source", "文章未注明来源时使用的来源"),
            ("exclude", "跳过匹配的文件和目录，写法同 .gitignore；可多次使用"),
            ("follow_links", "符号链接指向给定目录之外时也跟随"),
            ("context", "每侧上下文的字数；西文词和数各算一个"),
            ("sort", "排序项，可有多个，在前的优先"),
            ("sample", "随机抽取多少行"),
            ("seed", "抽取的随机种子"),
            ("per_article", "每篇文章最多列出几行"),
            ("group", "按指定位置上的字、词分组计数，如 right1"),
            ("format", "输出格式"),
            ("format=text", "便于阅读的文本"),
            ("format=jsonl", "每行一个 JSON 值"),
            ("format=csv", "CSV 表格"),
            ("bom", "在 CSV 开头写入 BOM，使 Excel 按 UTF-8 打开（用于 --format csv）"),
        ],
    },
    CommandHelp {
        command: "corpus trend",
        about: "按时段统计含有各个说法的文章篇数和出现处数\n\n\
                每个参数是一个查询，最多十个。同时给出基数：占该时段全部文章的比例，每百万字中的处数。",
        after: "",
        arguments: &[
            ("queries", "查询"),
            ("paths", "不用索引，直接搜索这些文件和目录"),
            ("names", "文件中的字段名，如 `title=题头,body=全文`"),
            ("encoding", "文件的编码（默认：逐个文件检测）"),
            ("source", "文章未注明来源时使用的来源"),
            ("exclude", "跳过匹配的文件和目录，写法同 .gitignore；可多次使用"),
            ("follow_links", "符号链接指向给定目录之外时也跟随"),
            ("period", "时段：year、quarter、month、week 或 day"),
            ("by_source", "按来源分别统计"),
            ("format", "输出格式"),
            ("format=text", "便于阅读的文本"),
            ("format=jsonl", "每行一个 JSON 值"),
            ("format=csv", "CSV 表格"),
            ("bom", "在 CSV 开头写入 BOM，使 Excel 按 UTF-8 打开（用于 --format csv）"),
            ("out", "把带图表的网页写入这个文件（HTML）"),
            ("force", "文件已存在时覆盖"),
        ],
    },
    CommandHelp {
        command: "show",
        about: "显示文章全文",
        after: "",
        arguments: &[
            ("ids", "文章编号，即 `query` 结果中方括号里的内容"),
            ("paths", "不用索引，在这些文件和目录里查找"),
            ("names", "文件中的字段名，如 `title=题头,body=全文`"),
            ("encoding", "文件的编码（默认：逐个文件检测）"),
            ("source", "文章未注明来源时使用的来源"),
            ("exclude", "跳过匹配的文件和目录，写法同 .gitignore；可多次使用"),
            ("follow_links", "符号链接指向给定目录之外时也跟随"),
        ],
    },
    CommandHelp {
        command: "open",
        about: "在编辑器中打开文章\n\n\
                用 $VISUAL（没有则用 $EDITOR）打开文章所在的文件；知道编辑器的写法时，直接定位到文章所在的行。\
                两个变量都未设置，或文章在压缩包里、不来自文件时，像 `show` 一样显示文章。",
        after: "",
        arguments: &[("id", "文章编号，即 `query` 结果中方括号里的内容")],
    },
    CommandHelp {
        command: "articles",
        about: "显示文件怎样拆分成文章，不用索引",
        after: "",
        arguments: &[
            ("paths", "文件和目录"),
            ("names", "文件中的字段名，如 `title=题头,body=全文`"),
            ("encoding", "文件的编码（默认：逐个文件检测）"),
            ("source", "文章未注明来源时使用的来源"),
            ("exclude", "跳过匹配的文件和目录，写法同 .gitignore；可多次使用"),
            ("follow_links", "符号链接指向给定目录之外时也跟随"),
            (
                "explain",
                "逐行显示版面的判断结果：这一行是什么、是文章开头的概率、依据；网页则显示各字段的出处",
            ),
        ],
    },
    CommandHelp {
        command: "tokens",
        about: "显示文本怎样规范化、怎样分词",
        after: "",
        arguments: &[
            ("text", "文本；多个参数以空格连接。未给出则读取标准输入"),
            ("file", "从文件读取文本"),
            ("dict", "自定义词典，每行 `词 [词频] [词性]`；随索引保存"),
            ("strict_dict", "词典有无效行就报错退出（默认：提示并跳过这些行）"),
            ("mode", "分词方式"),
            ("mode=exact", "词典最优切分：用于查询"),
            ("mode=full", "文中出现的每个词典词：用于建索引"),
            ("mode=search", "最优切分，另给出长词中的短词"),
            ("mode=bigram", "二元：每两个相邻的字"),
            ("mode=unigram", "单字：每个字"),
            ("hmm", "用 HMM 识别词典里没有的词（用于 exact 和 search）"),
        ],
    },
    CommandHelp {
        command: "explain",
        about: "说明查询怎样解析，某篇文章为什么命中或没有命中",
        after: "",
        arguments: &[("query", "查询；多个参数合为一个查询"), ("id", "要说明的文章的编号")],
    },
    CommandHelp {
        command: "remove",
        about: "从索引中移除文章\n\n\
                只改索引，不动文件。文件仍算已处理，再次建索引时，已移除的文章不会恢复；\
                用 `jianbao index --reread 路径` 重新读取，或文件有变动后再建索引，文章才会恢复。\n\n\
                查询命中超过十篇时会先询问；无法询问时（例如在脚本中）须加 --yes。\n\n  \
                jianbao remove --query 台风 --dry-run\n  \
                jianbao remove --query 台风 --yes\n  \
                jianbao remove jc-20240320-07",
        after: "",
        arguments: &[
            ("ids", "文章编号；不询问，直接移除"),
            ("query", "移除命中这个查询（含有每个词）的全部文章"),
            ("dry_run", "只列出将移除的文章（编号、标题、日期，以制表符分隔），不实际移除"),
            ("yes", "不询问，命中多少篇都移除"),
        ],
    },
    CommandHelp {
        command: "export",
        about: "导出索引中的全部文章，每行一个 JSON 值，按编号排序\n\n用导出的 JSON Lines 再建索引，得到同样的文章。",
        after: "",
        arguments: &[("paths_given", "写出每篇文章所在的文件（line 总是写出）")],
    },
    CommandHelp { command: "stats", about: "显示索引统计信息", after: "", arguments: &[] },
    CommandHelp {
        command: "verify",
        about: "检查索引是否损坏，并说明怎样修复\n\n\
                逐字节核对每个文件与写入时是否一致，读取保存的每篇文章，检查编号有无重复、篇数是否相符。\
                列出所有损坏之处，并说明怎样修复。退出状态：0 完好；2 有损坏。",
        after: "",
        arguments: &[],
    },
    CommandHelp {
        command: "clip",
        about: "把命中的文章做成一份剪报\n\n\
                剪报是单个文件，不依赖其他文件和脚本，适合打印：有篇目、按月分布、片段和折叠起来的全文。\
                只收含有查询中每个词的文章，新的在前；转载列在原文之下。`--out -` 输出到标准输出。\n\n  \
                jianbao clip 图书馆 --out 图书馆.html\n  \
                jianbao clip 台风 日期:去年 --by source --out 台风.md\n  \
                jianbao clip 台风 --format gb7714 --out 台风.txt",
        after: "",
        arguments: &[
            ("query", "要搜索的内容；多个参数合为一个查询"),
            ("out", "输出文件：.html 为网页，.md 为 Markdown，.ris、.bib 为参考文献"),
            ("format", "输出格式（默认：由 --out 的扩展名决定）"),
            ("force", "文件已存在时覆盖"),
            ("by", "分组方式"),
            ("by=month", "按月，新的在前"),
            ("by=source", "按来源，篇数多的在前"),
            ("paths", "不用索引，直接搜索这些文件和目录"),
            ("names", "文件中的字段名，如 `title=题头,body=全文`"),
            ("encoding", "文件的编码（默认：逐个文件检测）"),
            ("source", "文章未注明来源时使用的来源"),
            ("exclude", "跳过匹配的文件和目录，写法同 .gitignore；可多次使用"),
            ("follow_links", "符号链接指向给定目录之外时也跟随"),
            ("paths_given", "写出每篇文章所在的文件"),
            ("limit", "最多收录多少篇"),
            ("timeout", "搜索时限，如 `500ms`、`2s`；超时则报错退出"),
        ],
    },
    CommandHelp {
        command: "bench", about: "用自己的语料评测各种分词方式", after: "", arguments: &[]
    },
    CommandHelp {
        command: "bench tokenize",
        about: "评测各种中文分词方式：速度、内存、一致度、检出率\n\n\
                jianbao 的各种方式与 jieba-rs、ICU4X 并列比较。cut 用结巴词典切分原文；exact、full、search、bigram、\
                unigram 先规范化再切分。计时分多轮进行，每轮各方式都把语料切一遍，所以机器忙时，相对 jieba-rs 的倍数仍然可靠；\
                每秒兆字节数只适用于这台机器。\n\n\
                agree（一致度）：词元边界与 jieba-rs 的吻合程度。found（检出率）：从原文随机截取二至八个字作为查询，\
                查询的词元都是原文词元的比例。",
        after: "示例：
  jianbao bench tokenize --file news.txt --out report.html
  jianbao bench tokenize --gold pku_test_gold.utf8",
        arguments: &[
            ("file", "评测语料，逐行切分（默认：--gold 的文本，否则为自带的 25 篇样例，偏少）"),
            ("gold", "人工分词的文本，词间以空格分隔：据此计算精确率、召回率和 F1"),
            ("out", "另外输出一个带图表的网页，无须联网即可查看"),
            ("force", "--out 的文件已存在时覆盖"),
            ("rounds", "评测轮数"),
        ],
    },
    CommandHelp {
        command: "backup",
        about: "把索引复制到新目录，写入期间也可以

复制的是最后一次提交，复制出来的目录本身就是索引。恢复时用 --index 指定它，或用它替换原来的目录。

在同一文件系统内以硬链接复制：不费时，几乎不占空间，但磁盘一旦损坏，二者都会丢失。
在不同的文件系统之间逐个复制文件，并与校验和比对。

  jianbao backup /mnt/backup/news-2024-05-08
  jianbao --index /mnt/backup/news-2024-05-08 verify",
        after: "",
        arguments: &[
            ("target", "存放备份的目录：新目录或空目录"),
            ("format", "输出格式"),
            ("format=text", "便于阅读的文本"),
            ("format=json", "一个 JSON 值"),
        ],
    },
    CommandHelp {
        command: "compact",
        about: "把索引的各段合并成一段，体积更小，搜索更快\n\n\
                已移除和已替换的内容随之从磁盘上清除。合并期间可以照常搜索。所需空间相当于再存一份索引。",
        after: "",
        arguments: &[
            ("format", "输出格式"),
            ("format=text", "便于阅读的文本"),
            ("format=json", "一个 JSON 值"),
        ],
    },
    CommandHelp {
        command: "generate",
        about: "生成手册页或命令行补全脚本

  jianbao generate man > ~/.local/share/man/man1/jianbao.1
  jianbao generate completions bash > ~/.local/share/bash-completion/completions/jianbao
  jianbao generate completions zsh > ~/.zfunc/_jianbao        # 该目录须在 $fpath 中
  jianbao generate completions fish > ~/.config/fish/completions/jianbao.fish",
        after: "",
        arguments: &[],
    },
    CommandHelp {
        command: "complete",
        about: "输出查询中一个词的补全，每行一个",
        after: "",
        arguments: &[("word", "词")],
    },
    CommandHelp {
        command: "generate man", about: "输出手册页，所有命令合为一页", after: "", arguments: &[]
    },
    CommandHelp {
        command: "generate completions",
        about: "输出指定 shell 的补全脚本",
        after: "",
        arguments: &[("shell", "shell 的名称")],
    },
];

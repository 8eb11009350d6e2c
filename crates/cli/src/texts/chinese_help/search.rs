//! Chinese help of the commands that search.

use super::CommandHelp;

/// The help of these commands.
pub(super) const COMMANDS: &[CommandHelp] = &[
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
            ("as_typed", "只要原样含有连写文字的文章"),
            ("no_suggestions", "没有结果时，不给出查询建议"),
            ("count", "只输出命中篇数（只计含有每个词的文章）"),
            ("ids", "只输出编号，每行一个"),
            ("check", "先逐字节检查索引，以免结果受损坏影响"),
        ],
    },
    CommandHelp {
        command: "show",
        about: "显示文章全文",
        after: "",
        arguments: &[
            ("ids", "文章编号，即 `query` 结果中方括号里的内容"),
            ("paths", "不用索引，在这些文件和目录里查找"),
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
            ("paths_given", "写出每篇文章所在的文件"),
            ("limit", "最多收录多少篇"),
        ],
    },
    CommandHelp {
        command: "explain",
        about: "说明查询怎样解析，某篇文章为什么命中或没有命中",
        after: "",
        arguments: &[("query", "查询；多个参数合为一个查询"), ("id", "要说明的文章的编号")],
    },
];

//! Chinese help of the corpus views.

use super::CommandHelp;

/// The help of these commands.
pub(super) const COMMANDS: &[CommandHelp] = &[
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
            ("limit", "每句最多列出几篇文章"),
            ("format=jsonl", "每行一个 JSON 值"),
        ],
    },
    CommandHelp {
        command: "corpus",
        about: "研究词语的用法：每一处出现、搭配、词频、历时变化",
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
            ("context", "每侧上下文的字数；西文词和数各算一个"),
            ("beside", "只列出上下文中有这个词的行"),
            ("within", "改在整句或整篇中找这个词"),
            ("within=sentence", "整句"),
            ("within=article", "整篇"),
            ("sort", "排序项，可有多个，在前的优先"),
            ("sample", "随机抽取多少行"),
            ("seed", "抽取的随机种子"),
            ("per_article", "每篇文章最多列出几行"),
            ("group", "按指定位置上的字、词分组计数，如 right1"),
            ("format=jsonl", "每行一个 JSON 值"),
            ("format=csv", "CSV 表格"),
        ],
    },
    CommandHelp {
        command: "corpus collocates",
        about: "列出一个说法的搭配词：在它附近出现得比偶然更多的词\n\n\
                每个词附实际次数、期望次数，以及三种关联度：对数似然（Dunning 1993）、\
                logDice（Rychlý 2008）、互信息（Church & Hanks 1990）。末行是逐处查看的命令。",
        after: "",
        arguments: &[
            ("query", "查询；多个参数合为一个查询"),
            ("paths", "不用索引，直接搜索这些文件和目录"),
            ("context", "每侧的字数；西文词和数各算一个"),
            ("within", "改为在整句或整篇中找"),
            ("within=sentence", "整句"),
            ("within=article", "整篇"),
            ("min_count", "附近至少出现多少次"),
            ("min_articles", "至少在多少篇文章中出现在附近"),
            ("limit", "最多列出多少项"),
            ("sort", "排序方式"),
            ("sort=log-likelihood", "关联最可靠的在前"),
            ("sort=log-dice", "关联最紧密的在前"),
            ("sort=mutual-information", "按互信息，偏重少见的词"),
            ("sort=count", "次数多的在前"),
            ("format=jsonl", "每行一个 JSON 值"),
            ("format=csv", "CSV 表格"),
        ],
    },
    CommandHelp {
        command: "corpus words",
        about: "统计全部文章或命中文章的词频\n\n\
                以词典中的词为单位（index 的 --dict 可添加词）。篇数是含有该词的文章数：\
                只见于一篇文章的词不能代表语料。--new 找出词典未收、而文中当作词用的字串，\
                依据内部凝合度和两侧自由度，各附三例。",
        after: "",
        arguments: &[
            ("query", "选取文章的查询；多个参数合为一个查询"),
            ("paths", "不用索引，直接搜索这些文件和目录"),
            ("ngram", "改为统计相连的词：2，或 2..6"),
            ("new", "找出词典未收的新词，人名地名另列"),
            ("as_dict", "改为写入这个文件，供 index 的 --dict 使用"),
            ("force", "文件已存在时覆盖"),
            ("min_count", "至少出现多少次（默认 1；有 --ngram 时为 2，有 --new 时为 10）"),
            ("min_articles", "至少见于多少篇文章（默认 1；有 --new 时为 5）"),
            ("limit", "最多列出多少项"),
            ("sort", "排序方式"),
            ("sort=count", "次数多的在前"),
            ("sort=articles", "篇数多的在前"),
            ("sort=word", "按码位"),
            ("format=jsonl", "每行一个 JSON 值"),
            ("format=csv", "CSV 表格"),
        ],
    },
    CommandHelp {
        command: "corpus compare",
        about: "比较两部分文章的用词\n\n\
                将命中查询的文章与另一查询的文章或其余文章对照，给出对数似然（Rayson & Garside 2000）\
                和对数比（Hardie 2014；1 表示两倍）。查询可以只有字段：来源:江城日报、日期:2024。",
        after: "",
        arguments: &[
            ("query", "第一部分的查询；多个参数合为一个查询"),
            ("with", "第二部分的查询"),
            ("rest", "与其余文章比较"),
            ("paths", "不用索引，直接搜索这些文件和目录"),
            ("less", "列出第一部分中较少的词"),
            ("min_count", "在较多的一方至少出现多少次"),
            ("min_articles", "在较多的一方至少见于多少篇文章"),
            ("limit", "最多列出多少项"),
            ("sort", "排序方式"),
            ("sort=log-likelihood", "差别最可靠的在前"),
            ("sort=log-ratio", "差别最大的在前"),
            ("sort=count", "次数多的在前"),
            ("format=jsonl", "每行一个 JSON 值"),
            ("format=csv", "CSV 表格"),
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
            ("period", "时段：year、quarter、month、week 或 day"),
            ("by_source", "按来源分别统计"),
            ("format=jsonl", "每行一个 JSON 值"),
            ("format=csv", "CSV 表格"),
            ("out", "把带图表的网页写入这个文件（HTML）"),
            ("force", "文件已存在时覆盖"),
        ],
    },
];

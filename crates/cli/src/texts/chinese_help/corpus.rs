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
            ("context", "每侧上下文的字数；西文词和数各算一个"),
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

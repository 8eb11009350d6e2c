//! Chinese help of the commands that show the reading and the segmentation of texts.

use super::CommandHelp;

/// The help of these commands.
pub(super) const COMMANDS: &[CommandHelp] = &[
    CommandHelp {
        command: "articles",
        about: "显示文件怎样拆分成文章，不用索引",
        after: "",
        arguments: &[
            ("paths", "文件和目录"),
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
];

//! Chinese help of the program itself.

use super::CommandHelp;

/// The help of these commands.
pub(super) const COMMANDS: &[CommandHelp] = &[
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
            ("ca_file", "验证集群所用的 CA 证书，PEM 格式（默认：系统信任的证书）"),
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
            ("width", "每行的最大列数（默认：终端宽度；输出目标不是终端时不限）"),
            ("lang", "帮助和提示信息使用的语言"),
            ("lang=auto", "取 LC_ALL、LC_MESSAGES、LANG 中第一个已设置的"),
            ("lang=zh", "中文"),
            ("lang=en", "英文"),
            ("format=line", "每篇一行：日期、来源、标题、编号、路径，以制表符分隔"),
            ("format=jsonl", "每行一篇，JSON 格式"),
            ("format=csv", "CSV 表格，每行一篇"),
            ("format=markdown", "Markdown"),
            ("format=html", "网页"),
            ("format=gb7714", "参考文献，按 GB/T 7714—2015"),
            ("format=ris", "参考文献，供 EndNote、Zotero、NoteExpress 导入"),
            ("format=bibtex", "参考文献，供 LaTeX 使用"),
            ("format=apa", "参考文献，按 APA 第 7 版"),
            ("json", "同 --format json"),
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
];

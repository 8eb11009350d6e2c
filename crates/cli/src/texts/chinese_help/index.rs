//! Chinese help of the commands that make and keep an index.

use super::CommandHelp;

/// The help of these commands.
pub(super) const COMMANDS: &[CommandHelp] = &[
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
            ("prune", "移除已不存在的文件的文章：限于给出的路径；未给路径则检查所有文件"),
            (
                "reread",
                "没有变动的文件也重新读取：用 `remove` 移除的文章会恢复\n\n\
                 因两次运行都在读取它时中断而被跳过的文件，也会重新读取。",
            ),
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
            (
                "dry_run",
                "只列出将移除的文章，不实际移除；输出目标不是终端时每篇一行：编号、标题、日期，以制表符分隔",
            ),
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
        command: "backup",
        about: "把索引复制到新目录，写入期间也可以

复制的是最后一次提交，复制出来的目录本身就是索引。恢复时用 --index 指定它，或用它替换原来的目录。

在同一文件系统内以硬链接复制：不费时，几乎不占空间，但磁盘一旦损坏，二者都会丢失。
在不同的文件系统之间逐个复制文件，并与校验和比对。

  jianbao backup /mnt/backup/news-2024-05-08
  jianbao --index /mnt/backup/news-2024-05-08 verify",
        after: "",
        arguments: &[("target", "存放备份的目录：新目录或空目录")],
    },
    CommandHelp {
        command: "compact",
        about: "把索引的各段合并成一段，体积更小，搜索更快\n\n\
                已移除和已替换的内容随之从磁盘上清除。合并期间可以照常搜索。所需空间相当于再存一份索引。",
        after: "",
        arguments: &[],
    },
];

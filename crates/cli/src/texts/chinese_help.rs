//! Chinese help, command by command. The English is in the doc comments of the arguments.
//!
//! The part of a text before the first empty line is the short help (`-h`); the whole text is the long help (`--help`). Keep
//! the short help of an argument under thirty characters, because it is printed beside the argument.
//!
//! An argument is looked up in the help of its command, then in that of the program, then among the [`SHARED`] ones.

mod corpus;
mod index;
mod program;
mod search;
mod shell;
mod text;

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
    ("CLASS", "词类"),
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
    ("WORDS", "词数"),
];

/// Arguments that mean the same in several commands.
pub(crate) const SHARED: &[(&str, &str)] = &[
    ("names", "文件中的字段名，如 `title=题头,body=全文`"),
    ("encoding", "文件的编码（默认：逐个文件检测）"),
    ("source", "文章未注明来源时使用的来源"),
    ("exclude", "跳过匹配的文件和目录，写法同 .gitignore；可多次使用"),
    ("follow_links", "符号链接指向给定目录之外时也跟随"),
    ("format", "输出格式"),
    ("format=text", "便于阅读的文本"),
    ("format=json", "一个 JSON 值"),
    ("bom", "在 CSV 开头写入 BOM，使 Excel 按 UTF-8 打开（用于 --format csv）"),
    ("dict", "自定义词典，每行 `词 [词频] [词性]`；随索引保存"),
    ("strict_dict", "词典有无效行就报错退出（默认：提示并跳过这些行）"),
    ("keep", "计入默认不计的词类；可有多个，以逗号分隔"),
    ("keep=stop-words", "虚词：的、在、以及"),
    ("keep=numbers", "数：2024、三十"),
    ("keep=signs", "标点和符号"),
    ("timeout", "搜索时限，如 `500ms`、`2s`；超时则报错退出"),
];

/// The help of every command.
pub(crate) fn commands() -> impl Iterator<Item = &'static CommandHelp> {
    [program::COMMANDS, search::COMMANDS, corpus::COMMANDS, index::COMMANDS, text::COMMANDS, shell::COMMANDS]
        .into_iter()
        .flatten()
}

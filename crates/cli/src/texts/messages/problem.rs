//! Messages: notes, losses and errors.

use std::fmt::Display;
use std::path::Path;

use jianbao::Date;

use crate::texts::told::NO_INDEX;
use crate::texts::{both, either};

/// Before an error that ended the program.
pub(crate) fn program() -> &'static str {
    either("jianbao: ", "jianbao：")
}

/// A file, and a message about it.
pub(crate) fn of_file(file: &Path, said: &str) -> String {
    let file = file.display();
    both(format_args!("{file}: {said}"), format_args!("{file}：{said}"))
}

/// Before a note.
pub(crate) fn note() -> &'static str {
    either("note: ", "提示：")
}

/// Before a loss.
pub(crate) fn skipped() -> &'static str {
    either("skipped: ", "跳过：")
}

/// An unknown command may be a query.
pub(crate) fn search_for(name: &str) -> String {
    both(
        format_args!("to search for it, run `jianbao query {name}`"),
        format_args!("要搜索它，运行 `jianbao query {name}`"),
    )
}

/// `index` without a path.
pub(crate) fn index_what() -> &'static str {
    either(
        "`jianbao index .` indexes this folder; `jianbao index --prune` removes the articles of missing files",
        "`jianbao index .` 为当前目录建索引；`jianbao index --prune` 移除已不存在的文件的文章",
    )
}

/// A number has another form.
pub(crate) fn no_whole_number() -> &'static str {
    either("not a whole number", "要写非负整数")
}

/// A number is 0.
pub(crate) fn no_positive_number() -> &'static str {
    either("it must be 1 or more", "至少为 1")
}

/// A number is too large for its use.
pub(crate) fn number_too_large() -> &'static str {
    either("the number is too large", "数值过大")
}

/// The value of an option is no date.
pub(crate) fn no_date() -> &'static str {
    either(
        "not a date: write 2024-03-15, 2024-03, 2024, or in Chinese as in 日期: (去年)",
        "不是日期：可写 2024-03-15、2024-03、2024、2024年3月、去年、近7天",
    )
}

/// A date has no such day, or is open at that end.
pub(crate) fn no_such_day(date: &str) -> String {
    both(format_args!("{date}: there is no such day"), format_args!("{date}：没有这样的日期"))
}

/// A date is longer than a day.
pub(crate) fn no_single_day(date: &str) -> String {
    both(format_args!("--today {date}: not one day"), format_args!("--today {date}：不是某一天"))
}

/// The dates of a period are in the wrong order.
pub(crate) fn period_turned_round(from: Date, to: Date) -> String {
    both(
        format_args!("--from is later than --to: read as {from} to {to}"),
        format_args!("--from 晚于 --to：按 {from} 至 {to} 处理"),
    )
}

/// The pager cannot be started.
pub(crate) fn no_pager(command: &str) -> String {
    both(
        format_args!("there is no pager {command}: set JIANBAO_PAGER or PAGER, or add --pager never"),
        format_args!("找不到分页程序 {command}：请设置 JIANBAO_PAGER 或 PAGER，或加上 --pager never"),
    )
}

/// A query has nothing in it.
pub(crate) fn empty_query() -> &'static str {
    either(
        "the query is empty: `jianbao query '*'` finds every article",
        "查询为空：`jianbao query '*'` 列出全部文章",
    )
}

/// The words of a query are the names of files.
pub(crate) fn query_of_files() -> &'static str {
    either(
        "the query consists of names of files here: put * in quotes, or name files with --in",
        "查询由当前目录下的文件名组成：* 要加引号，要搜索文件请用 --in",
    )
}

/// No index was found.
pub(crate) fn no_index() -> String {
    both(
        format_args!(
            "{NO_INDEX}: make one with `jianbao index PATH...`, name one with --index, or search files at once with \
             `jianbao query QUERY --in PATH`"
        ),
        format_args!(
            "当前目录和上级目录都没有索引：用 `jianbao index 路径...` 建立，用 --index 指定，\
             或用 `jianbao query 查询 --in 路径` 直接搜索文件"
        ),
    )
}

/// The current directory is not known.
pub(crate) fn no_current_directory() -> &'static str {
    either("cannot determine the current directory", "无法确定当前目录")
}

/// A byte order mark was requested for a format that is not a table.
pub(crate) fn bom_needs_csv() -> &'static str {
    either("--bom goes with --format csv", "--bom 只能与 --format csv 一起使用")
}

/// A configuration beside the data sets a higher limit.
pub(crate) fn limit_not_raised(file: &Path, name: &str, usual: u64) -> String {
    let file = file.display();
    both(
        format_args!("{file}: {name} can only be lowered there; {usual} applies"),
        format_args!("{file}：{name} 在这里只能调低，仍按 {usual} 处理"),
    )
}

/// A configuration beside the data is too long.
pub(crate) fn config_too_long(file: &Path, max_bytes: u64) -> String {
    let (file, kib) = (file.display(), max_bytes >> 10);
    both(format_args!("{file}: more than {kib} KiB"), format_args!("{file}：超过 {kib} KiB"))
}

/// A file found in this or a parent folder belongs to another user.
pub(crate) fn of_somebody_else(found: &Path, config: &Path) -> String {
    let (folder, config) = (found.parent().unwrap_or(found).display(), config.display());
    let found = found.display();
    both(
        format_args!(
            "{found} belongs to another user and was not named: name an index with --index, or list the folder \
             {folder} under [trust] folders in {config}"
        ),
        format_args!(
            "{found} 属于其他用户，且未明确指定：用 --index 指定索引，或把目录 {folder} 写入 {config} 的 [trust] folders"
        ),
    )
}

/// A file named by an argument could not be read.
pub(crate) fn unreadable(file: &Path) -> String {
    let file = file.display();
    both(format_args!("cannot read {file}"), format_args!("无法读取 {file}"))
}

/// Standard input could not be read.
pub(crate) fn unreadable_standard_input() -> &'static str {
    either("cannot read standard input", "无法读取标准输入")
}

/// No article has this id.
pub(crate) fn unknown_id(id: &str) -> String {
    both(
        format_args!("no article has the id {id}: `jianbao query` prints ids in brackets"),
        format_args!("没有编号为 {id} 的文章：`jianbao query` 的结果把编号写在方括号里"),
    )
}

/// A file could not be written.
pub(crate) fn unwritable(file: &Path) -> String {
    let file = file.display();
    both(format_args!("cannot write {file}"), format_args!("无法写入 {file}"))
}

/// An output file exists already.
pub(crate) fn name_taken(file: &Path) -> String {
    let file = file.display();
    both(
        format_args!("{file} already exists: name another file, or add --force to replace it"),
        format_args!("{file} 已存在：换一个文件名，或加上 --force 覆盖它"),
    )
}

/// Bytes of a text are invalid in its encoding.
pub(crate) fn undecodable(name: &dyn Display, faults: usize, encoding: &str, line: usize) -> String {
    both(
        format_args!(
            "{name}: {faults} places are invalid in {encoding}, the first in line {line}; read as \u{fffd}"
        ),
        format_args!("{name}：有 {faults} 处不是有效的 {encoding}，第一处在第 {line} 行；以 \u{fffd} 代替"),
    )
}

/// The name of standard input in place of a file name.
pub(crate) fn standard_input() -> &'static str {
    either("standard input", "标准输入")
}

/// A user dictionary is refused for its bad lines.
pub(crate) fn bad_words(file: &Path, lines: usize) -> String {
    let file = file.display();
    both(
        format_args!(
            "{file}: {lines} of its lines add no word: correct them, or omit --strict-dict to skip them"
        ),
        format_args!("{file}：有 {lines} 行无效：修改这些行，或去掉 --strict-dict 跳过它们"),
    )
}

/// An option that names a field has a wrong form.
pub(crate) fn not_field_and_name(given: &str) -> String {
    both(
        format_args!("--map {given}: the form is FIELD=NAME"),
        format_args!("--map {given}：应写成 字段=名称"),
    )
}

/// Ctrl-C cannot be handled.
pub(crate) fn no_interrupts() -> &'static str {
    either("cannot listen for Ctrl-C", "无法接收 Ctrl-C")
}

/// `bench` was requested, but the program was built without it.
#[cfg(not(feature = "bench"))]
pub(crate) fn built_without_bench() -> &'static str {
    either(
        "this program was built without `bench`: in the sources, run `cargo run --release --features bench -- bench \
         tokenize ...`",
        "这个程序编译时未启用特性 `bench`：在源码目录里运行 \
         `cargo run --release --features bench -- bench tokenize ...`",
    )
}

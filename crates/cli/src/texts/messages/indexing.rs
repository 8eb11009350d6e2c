//! Messages: the writing of an index.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use jianbao::article::FieldDeclaration;

use super::counted;
use crate::texts::told::{COMMITTED, RUNS_ENDED, SAME_COMMAND_CONTINUES};
use crate::texts::{both, either};

/// An article replaced another one.
pub(crate) fn replaced(file: &Path, id: &str, earlier_file: Option<&str>) -> String {
    let file = file.display();
    match earlier_file {
        Some(earlier) => both(
            format_args!("{file}: the article {id} replaces the one from {earlier}"),
            format_args!("{file}：文章 {id} 替换了来自 {earlier} 的旧文章"),
        ),
        None => both(
            format_args!("{file}: the article {id} replaces an earlier one"),
            format_args!("{file}：文章 {id} 替换了先前的文章"),
        ),
    }
}

/// The number of notes that were not printed.
pub(crate) fn more_notes(count: u64) -> String {
    both(format_args!("… and {count} more notes"), format_args!("……另有 {count} 条提示"))
}

/// The number of notes of the same kind and file as the first one, which was printed.
pub(crate) fn more_like(first: &str, count: u64) -> String {
    both(format_args!("{count} more like this: {first}"), format_args!("另有 {count} 条同类提示：{first}"))
}

/// The present work of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Reading,
    Writing,
    Merging,
}

/// Beside the bar of a run: bytes a second, the time left, articles, and the present work.
pub(crate) fn progress(phase: Phase, rate: f64, left: Option<Duration>, articles: u64) -> String {
    let megabytes = rate / 1e6;
    let left = left.map(|left| {
        let (minutes, seconds) = (left.as_secs() / 60, left.as_secs() % 60);
        both(format_args!("{minutes}:{seconds:02} left, "), format_args!("剩余 {minutes}:{seconds:02}，"))
    });
    let phase = match phase {
        Phase::Reading => either("reading", "读取中"),
        Phase::Writing => either("writing", "写入中"),
        Phase::Merging => either("merging", "合并中"),
    };
    let left = left.unwrap_or_default();
    both(
        format_args!("{left}{megabytes:.1} MB/s, {}, {phase}", counted(articles, "article")),
        format_args!("{left}{megabytes:.1} MB/s，{articles} 篇，{phase}"),
    )
}

/// The amount read, and the speed.
pub(crate) fn indexed(articles: u64, files: u64, size: &str, seconds: f64, rate: f64) -> String {
    both(
        format_args!("{}, {size}, {seconds:.1} s ({rate:.1} MB/s)", from_files(articles, files)),
        format_args!("{files} 个文件，{articles} 篇文章，{size}，用时 {seconds:.1} 秒（{rate:.1} MB/s）"),
    )
}

fn from_files(articles: u64, files: u64) -> String {
    format!("{} from {}", counted(articles, "article"), counted(files, "file"))
}

/// An index was made anew from its articles.
pub(crate) fn rebuilt(articles: u64, seconds: f64) -> String {
    both(
        format_args!("rebuilt from {} in the index, {seconds:.1} s", counted(articles, "article")),
        format_args!("已用索引中保存的 {articles} 篇文章重建，用时 {seconds:.1} 秒"),
    )
}

/// New files and changed files, if there are both.
pub(crate) fn added_and_updated(added: u64, updated: u64) -> String {
    both(
        format_args!("; {} added, {updated} updated", counted(added, "file")),
        format_args!("；新增 {added} 个文件，更新 {updated} 个"),
    )
}

/// Renamed files.
pub(crate) fn files_moved(count: u64) -> String {
    both(format_args!("; {} moved", counted(count, "file")), format_args!("；移动 {count} 个文件"))
}

/// Files that are gone.
pub(crate) fn files_removed(files: u64, articles: u64) -> String {
    both(
        format_args!("; {} gone, {} removed", counted(files, "file"), counted(articles, "article")),
        format_args!("；{files} 个文件已不存在，移除 {articles} 篇"),
    )
}

/// The number of losses of a file that were not printed.
pub(crate) fn more_losses(file: &Path, count: u64) -> String {
    let file = file.display();
    both(format_args!("{file}: … and {count} more skipped"), format_args!("{file}：……另跳过 {count} 处"))
}

/// Unchanged files.
pub(crate) fn files_unchanged(count: u64) -> String {
    both(format_args!("; {} unchanged", counted(count, "file")), format_args!("；{count} 个文件无变动"))
}

/// Unchanged files that were read again.
pub(crate) fn older_reader(count: u64) -> String {
    both(
        format_args!("; {count} of them read again, since an earlier version had read them"),
        format_args!("；其中 {count} 个由旧版本读取过，已重新读取"),
    )
}

/// Articles that replaced others.
pub(crate) fn articles_replaced(count: u64) -> String {
    both(format_args!("; {} replaced", counted(count, "article")), format_args!("；替换 {count} 篇"))
}

/// The number of doubtful places; `index` does not list all of them.
pub(crate) fn doubts(count: u64) -> String {
    both(
        format_args!("; {} (`jianbao articles PATH` prints them)", counted(count, "doubtful place")),
        format_args!("；{count} 处存疑（用 `jianbao articles 路径` 逐一查看）"),
    )
}

/// The number of skipped items.
pub(crate) fn count_skipped(count: u64) -> String {
    both(format_args!("; {count} skipped"), format_args!("；跳过 {count} 处"))
}

/// Maximum number of kinds of files that are named.
const MAX_KINDS: usize = 8;

/// The files that were passed over, by the endings of their names, the most frequent first; nothing if there are none.
pub(crate) fn passed_over_kinds(by_ending: &BTreeMap<String, u64>) -> Option<String> {
    let mut kinds: Vec<(&str, u64)> =
        by_ending.iter().map(|(ending, count)| (ending.as_str(), *count)).collect();
    kinds.sort_by_key(|&(_, count)| Reverse(count));
    let others: u64 = kinds.iter().skip(MAX_KINDS).map(|(_, count)| count).sum();
    let mut named: Vec<String> = (kinds.iter().take(MAX_KINDS))
        .map(|(ending, count)| match *ending {
            "" => both(format_args!("{count} without an ending"), format_args!("无扩展名 {count} 个")),
            ending => both(format_args!("{count} {ending}"), format_args!("{ending} {count} 个")),
        })
        .collect();
    if others > 0 {
        named.push(both(format_args!("{others} others"), format_args!("其他 {others} 个")));
    }
    let named = named.join(either(", ", "，"));
    (!kinds.is_empty())
        .then(|| both(format_args!("passed over: {named}"), format_args!("未读取的文件：{named}")))
}

/// The number of articles in the index now.
pub(crate) fn now_holds(index: &Path, total: u64) -> String {
    let index = index.display();
    both(
        format_args!("{index} now holds {}", counted(total, "article")),
        format_args!("{index} 现有 {total} 篇文章"),
    )
}

/// No file had a supported format.
pub(crate) fn no_known_format() -> &'static str {
    either(
        "no file there has a known format: txt, md, jsonl, json, csv, tsv, html, mht, rss, atom, xml, xls that is an HTML table, also compressed (gz, zst, xz) or \
         in archives (zip, tar)",
        "没有找到支持的文件：支持 txt、md、jsonl、json、csv、tsv、html、mht、rss、atom、xml，以及内容为 HTML 表格的 xls，可以压缩（gz、zst、xz）或放在压缩包里（zip、tar）",
    )
}

/// The work so far is kept. Tests of faults read this.
pub(crate) fn committed(articles: u64, files: u64) -> String {
    both(
        format_args!("{COMMITTED} {}", from_files(articles, files)),
        format_args!("已提交：{files} 个文件，{articles} 篇文章"),
    )
}

/// The user has interrupted.
pub(crate) fn stopping() -> &'static str {
    either(
        "stopping: a file that is not read to its end is not indexed; press again to stop at once",
        "正在停止：未读完的文件不会收入索引；再按一次立即停止",
    )
}

/// The run was interrupted, and has ended in good order: perhaps inside a file, of which nothing is kept, and which may have
/// taken earlier files with it.
pub(crate) fn stopped(inside: Option<&Path>, articles: u64, files: u64, given_up: u64) -> String {
    let Some(file) = inside else {
        return both(
            format_args!(
                "stopped before the end, committed: {}; the same command continues from there",
                from_files(articles, files)
            ),
            format_args!("已中途停止：已提交 {files} 个文件、{articles} 篇文章，重新运行同一命令即可继续"),
        );
    };
    let file = file.display();
    if given_up > 0 {
        return both(
            format_args!(
                "stopped inside {file}: nothing of it is kept, nor of {} before it, since it had replaced articles of \
                 other files; committed: {}; the same command continues from there",
                counted(given_up, "file"),
                from_files(articles, files)
            ),
            format_args!(
                "读取 {file} 时停止：它的文章都未收入；之前的 {given_up} 个文件也未收入，因为它已替换了其他文件的文章。\
                 已提交 {files} 个文件、{articles} 篇文章，重新运行同一命令即可继续"
            ),
        );
    }
    both(
        format_args!(
            "stopped inside {file}: nothing of it is kept, since the articles of a file are committed together; \
             {COMMITTED} {}; {SAME_COMMAND_CONTINUES} from there",
            from_files(articles, files)
        ),
        format_args!(
            "读取 {file} 时停止：一个文件的文章要么全部收入，要么都不收入，这次都未收入。已提交 {files} 个文件、\
             {articles} 篇文章，重新运行同一命令即可继续"
        ),
    )
}

/// A file is skipped because runs ended while it was read.
pub(crate) fn passed_over(file: &Path, ended_runs: u32) -> String {
    let file = file.display();
    both(
        format_args!(
            "{file}: {ended_runs} {RUNS_ENDED}; repair or move it, or retry with `jianbao index \
             --reread {file}`"
        ),
        format_args!(
            "{file}：已有 {ended_runs} 次运行在读取它时中断；修好或移走它，或用 `jianbao index --reread {file}` 重试"
        ),
    )
}

/// None of the paths can be read, and there was no index before.
pub(crate) fn no_index_made() -> &'static str {
    either("no index was made: none of the paths can be read", "所有路径都无法读取，未建立索引")
}

/// The result of a backup: its place, the number of articles and the size.
pub(crate) fn backed_up(place: &Path, articles: u64, size: &str) -> String {
    let place = place.display();
    both(
        format_args!("{articles} articles, {size}, copied to {place}"),
        format_args!("{articles} 篇文章（{size}）已备份到 {place}"),
    )
}

/// The files of a backup are hard links.
pub(crate) fn backup_shares_disk() -> &'static str {
    either(
        "its files are hard links to those of the index: choose another disk to be safe from the failure of this one",
        "备份与索引以硬链接共用磁盘上的数据：要防磁盘损坏，应备份到另一块磁盘",
    )
}

/// The result of compaction: the number of segments and their total size, before and after.
pub(crate) fn compacted(before: (usize, &str), after: (usize, &str)) -> String {
    let ((segments_before, size_before), (segments, size)) = (before, after);
    both(
        format_args!(
            "{}, {size_before} became {segments}, {size}",
            counted(segments_before as u64, "segment")
        ),
        format_args!("{segments_before} 段（{size_before}）已合并为 {segments} 段（{size}）"),
    )
}

/// There are no segments to merge.
pub(crate) fn compact_already() -> &'static str {
    either(
        "the index already has one segment, without deleted articles",
        "索引已经只有一段，其中也没有已移除的内容",
    )
}

/// Advice after a rebuild that could not save everything.
pub(crate) fn losses() -> &'static str {
    either(
        "all intact articles were kept. `jianbao index PATH...` reads the files of lost articles again; articles \
         removed from these files come back too",
        "完好的文章都已保留。用 `jianbao index 路径...` 重新读取丢失文章所在的文件；这些文件中移除过的文章也会恢复",
    )
}

/// The index has another user dictionary than the given one.
pub(crate) fn other_words(index: &Path) -> String {
    let index = index.display();
    both(
        format_args!(
            "{index} was built with another user dictionary: add --rebuild to rebuild it with this one"
        ),
        format_args!("{index} 建立时用的是另一份自定义词典：加上 --rebuild，用这份词典重建"),
    )
}

/// The index lacks a declared field of one's own, or has another of that name.
pub(crate) fn other_field(index: &Path, field: &FieldDeclaration) -> String {
    let index = index.display();
    both(
        format_args!("{index} has no field {field}: add --rebuild to add it from what is stored"),
        format_args!("{index} 没有字段 {field}：加上 --rebuild，以保存的内容补上"),
    )
}

/// Removed articles.
pub(crate) fn taken_out(count: usize) -> String {
    both(format_args!("{} removed", counted(count as u64, "article")), format_args!("已移除 {count} 篇"))
}

/// Articles that would be removed.
pub(crate) fn would_take_out(count: usize) -> String {
    both(
        format_args!("dry run: {} would be removed", counted(count as u64, "article")),
        format_args!("将移除 {count} 篇：仅作预览，未移除任何文章"),
    )
}

/// Many articles would be removed, and there is no terminal for a question.
pub(crate) fn would_take_out_many(count: usize) -> String {
    both(
        format_args!(
            "{count} articles match, none was removed: add --yes to remove them, or --dry-run to list them first"
        ),
        format_args!("命中 {count} 篇，未移除任何文章：加上 --yes 确认移除，或加上 --dry-run 先预览"),
    )
}

/// The question before many articles are removed.
pub(crate) fn may_take_out(count: usize) -> String {
    both(
        format_args!("{count} articles match: remove them from the index? [y/N]"),
        format_args!("命中 {count} 篇：从索引中移除吗？[y/N]"),
    )
}

/// A text in a query that consists of punctuation alone.
pub(crate) fn asks_nothing(text: &str) -> String {
    both(
        format_args!("{text} has nothing to search: put punctuation in quotes"),
        format_args!("{text} 没有可搜索的内容：符号要放在引号里"),
    )
}

/// A query that was not fully understood removes nothing.
pub(crate) fn not_understood_whole() -> &'static str {
    either(
        "the query was not fully understood, nothing was removed: correct it as the notes say",
        "查询未能完全解析，未移除任何文章：按提示修改后再试",
    )
}

/// The query found other articles than a moment before.
pub(crate) fn changed_meanwhile() -> &'static str {
    either(
        "the index has changed since the search, nothing was removed: run the command again",
        "搜索之后索引又有变动，未移除任何文章：再运行一次",
    )
}

//! Messages: the results of a query.

use std::time::Duration;

use jianbao::search::{FacetField, StretchCount};

use crate::texts::{both, either};

/// `3 articles; 2 as typed, 1 partial match, 1.2 ms`
pub(crate) fn summary(total: u64, as_typed: &[StretchCount], partial: u64, time: Duration) -> String {
    let english = match total {
        0 => "no article has all of it".to_owned(),
        total => counted(total, "article"),
    };
    let english = match as_typed {
        _ if total == 0 => english,
        [] => english,
        [StretchCount { articles, .. }] => format!("{english}; {articles} as typed"),
        several => format!("{english}; as typed: {}", counts(several, ", ")),
    };
    let chinese = match total {
        0 => "没有文章满足全部条件".to_owned(),
        total => format!("{total} 篇"),
    };
    let chinese = match as_typed {
        _ if total == 0 => chinese,
        [] => chinese,
        [StretchCount { articles, .. }] => format!("{chinese}，其中 {articles} 篇含原样字串"),
        several => format!("{chinese}，含原样字串：{}", counts(several, "、")),
    };
    let time = duration(time);
    match partial {
        0 => both(format_args!("{english}, {time}"), format_args!("{chinese}，{time}")),
        partial => both(
            format_args!(
                "{english}, {partial} partial {}, {time}",
                if partial == 1 { "match" } else { "matches" }
            ),
            format_args!("{chinese}，另有 {partial} 篇满足部分条件，{time}"),
        ),
    }
}

/// A duration in milliseconds, seconds or minutes.
pub(crate) fn duration(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 1.0 {
        let milliseconds = seconds * 1000.0;
        both(format_args!("{milliseconds:.1} ms"), format_args!("{milliseconds:.1} 毫秒"))
    } else if seconds < 60.0 {
        both(format_args!("{seconds:.1} s"), format_args!("{seconds:.1} 秒"))
    } else {
        let (minutes, rest) = (time.as_secs() / 60, time.as_secs() % 60);
        both(format_args!("{minutes} min {rest} s"), format_args!("{minutes} 分 {rest} 秒"))
    }
}

/// A number of things in English, with the plural where there are several.
pub(crate) fn counted(number: u64, thing: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{ending}")
}

/// Behind the summary: the option that shows the next page.
pub(crate) fn next_page(offset: usize) -> String {
    both(format_args!("; next page: --offset {offset}"), format_args!("；下一页：--offset {offset}"))
}

/// Behind the summary: the page begins behind the last hit.
pub(crate) fn no_hit_from(number: usize) -> String {
    both(format_args!("; none from number {number} on"), format_args!("；从第 {number} 篇起没有更多结果"))
}

/// The counts of a field without a value.
pub(crate) fn no_values() -> &'static str {
    either("none", "无")
}

fn counts(stretches: &[StretchCount], separator: &str) -> String {
    let shown =
        stretches.iter().map(|StretchCount { stretch, articles, .. }| format!("{stretch} {articles}"));
    shown.collect::<Vec<_>>().join(separator)
}

/// The reason why a value is not a time limit.
pub(crate) fn no_time() -> &'static str {
    either("a time has a number and a unit, such as 500ms or 2s", "时限要写数字和单位，如 500ms、2s")
}

/// Before the reading of a query without results.
pub(crate) fn was_read_as() -> &'static str {
    either("read as: ", "解析为：")
}

/// Before the words that a hit lacks.
pub(crate) fn without() -> &'static str {
    either("without: ", "未含：")
}

/// Before a passage of a field of one's own.
pub(crate) fn passage_of(field: &str) -> String {
    both(format_args!("{field}: "), format_args!("{field}："))
}

/// Below a hit, before the ids of the articles with the same text.
pub(crate) fn reprints(count: usize) -> String {
    both(format_args!("{count} more like this: "), format_args!("另有 {count} 篇转载："))
}

/// Below a hit, the number of further articles with the same value of the field that hits are collapsed by.
pub(crate) fn collapsed(value: &str, more: u64) -> String {
    both(format_args!("{more} more with {value}"), format_args!("另有 {more} 篇的值也是 {value}"))
}

/// Behind the summary of collapsed hits.
pub(crate) fn groups(count: u64) -> String {
    both(format_args!("; {count} groups"), format_args!("；共 {count} 组"))
}

/// A text that is neither a period nor a histogram of a field.
pub(crate) fn no_histogram(written: &str) -> String {
    both(
        format_args!("{written} is neither year, month or day, nor NAME:STEP of a field, as 浏览:1000"),
        format_args!("{written} 既不是 year、month、day，也不是 字段:间隔（如 浏览:1000）"),
    )
}

/// A name that is none of the values of an option.
pub(crate) fn fixed_names(name: &str, names: &[&str]) -> String {
    let (listed, nearest) =
        (names.join(", "), crate::texts::usage_error::nearest(name, names.iter().copied()));
    let tip = nearest.map_or_else(String::new, |near| {
        either(" (did you mean {}?)", "（是不是 {}？）").replace("{}", near)
    });
    both(
        format_args!("{name} is none of {listed}{tip}"),
        format_args!("{name} 不是 {} 之一{tip}", names.join("、")),
    )
}

/// The names of the numbers of a summary.
pub(crate) fn summary_row(row: SummaryRow) -> &'static str {
    match row {
        SummaryRow::Count => either("count", "篇数"),
        SummaryRow::Min => either("min", "最小"),
        SummaryRow::Max => either("max", "最大"),
        SummaryRow::Mean => either("mean", "平均"),
        SummaryRow::Sum => either("sum", "合计"),
    }
}

/// A number of a summary.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SummaryRow {
    /// The number of articles with a value.
    Count,
    /// The least value.
    Min,
    /// The greatest value.
    Max,
    /// The mean.
    Mean,
    /// The sum.
    Sum,
}

/// `… 12 more`, below a truncated list.
pub(crate) fn more(count: usize) -> String {
    both(format_args!("… {count} more (--facet-values)"), format_args!("……另有 {count} 个（--facet-values）"))
}

/// The heading above the counts of a field.
pub(crate) fn facet(field: FacetField) -> &'static str {
    match field {
        FacetField::Source => either("source", "来源"),
        FacetField::Section => either("section", "栏目"),
        FacetField::Place => either("place", "地点"),
        FacetField::Page => either("page", "版次"),
        FacetField::Reporter => either("reporter", "记者"),
        FacetField::Year => either("year", "年"),
        FacetField::Month => either("month", "月"),
    }
}

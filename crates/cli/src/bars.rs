//! Bar charts on a terminal, for facets and for histograms with their empty periods.

use std::io::{self, Write};

use jianbao::Date;
use jianbao::search::{
    Facet, FacetCount, FacetField, FieldFacet, FieldHistogram, FieldSummary, HistogramBucket, SummaryValue,
};
use jiff::ToSpan;

use crate::style::{ASIDE, TITLE};
use crate::talk;
use crate::text::{cut, display_width, one_line, padded};
use crate::texts::messages::{self, SummaryRow};

/// Columns of the longest bar.
const BAR_COLUMNS: usize = 40;

/// Columns of the longest name of a bar.
const NAME_COLUMNS: usize = 32;

/// Maximum number of values of a facet, if none is asked for.
const MAX_VALUES: usize = 20;

/// Columns of indentation of a bar.
const INDENT: &str = "    ";

/// Maximum number of consecutive periods without an article that are shown one by one; more are one gap.
const MAX_EMPTY_PERIODS: usize = 3;

/// A row of a histogram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Row {
    /// A period and its number of articles, which may be 0.
    Period(HistogramBucket),
    /// Many periods without an article.
    Gap,
}

/// The rows of a histogram. The library omits periods without an article. Here a few of them become rows with 0, and many become
/// a gap, so that the rows before and after them do not look adjacent.
pub(crate) fn rows(bars: &[HistogramBucket]) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::with_capacity(bars.len());
    let mut expected: Option<String> = None;
    for bar in bars {
        let mut empty = Vec::new();
        while let Some(period) = expected.take().filter(|period| *period < bar.period) {
            expected = next_period(&period);
            empty.push(Row::Period(HistogramBucket { period, count: 0 }));
            if empty.len() > MAX_EMPTY_PERIODS {
                empty = vec![Row::Gap];
                break;
            }
        }
        rows.append(&mut empty);
        rows.push(Row::Period(bar.clone()));
        expected = next_period(&bar.period);
    }
    rows
}

/// The period after a year, a month or a day as the library prints them.
fn next_period(period: &str) -> Option<String> {
    let (first_day, step, chars) = match period.len() {
        4 => (format!("{period}-01-01"), 1.year(), 4),
        7 => (format!("{period}-01"), 1.month(), 7),
        _ => (period.to_owned(), 1.day(), 10),
    };
    let next = first_day.parse::<Date>().ok()?.checked_add(step).ok()?;
    next.to_string().get(..chars).map(str::to_owned)
}

/// Writes the counts of a field: the most frequent values first, of years and months the latest in the order of time.
pub(crate) fn write_facet(out: &mut impl Write, facet: &Facet, max_values: Option<usize>) -> io::Result<()> {
    let is_of_time = matches!(facet.field, FacetField::Year | FacetField::Month);
    // In the order of time the first ones say little.
    let max_values = max_values.unwrap_or(if is_of_time { usize::MAX } else { MAX_VALUES });
    write_counts(out, messages::facet(facet.field), &facet.values, max_values, is_of_time)
}

/// Writes the counts of a field of one's own.
pub(crate) fn write_field_facet(
    out: &mut impl Write,
    facet: &FieldFacet,
    max_values: Option<usize>,
) -> io::Result<()> {
    write_counts(out, &facet.field, &facet.values, max_values.unwrap_or(MAX_VALUES), false)
}

/// Writes a histogram of a field of one's own, the least first.
pub(crate) fn write_field_histogram(out: &mut impl Write, histogram: &FieldHistogram) -> io::Result<()> {
    let name = one_line(&format!("{} · {}", histogram.field, histogram.step));
    writeln!(out, "{}{name}{}", TITLE.render(), TITLE.render_reset())?;
    let bars = histogram.buckets.iter().map(|bucket| (bucket.from.clone(), Some(bucket.count)));
    write_bars(out, &bars.collect::<Vec<_>>())
}

/// Writes the summary of a field of one's own.
pub(crate) fn write_summary(out: &mut impl Write, summary: &FieldSummary) -> io::Result<()> {
    writeln!(out, "{}{}{}", TITLE.render(), one_line(&summary.field), TITLE.render_reset())?;
    let shown = |value: &Option<SummaryValue>| value.as_ref().map(ToString::to_string);
    let rows = [
        (SummaryRow::Count, Some(summary.count.to_string())),
        (SummaryRow::Min, shown(&summary.min)),
        (SummaryRow::Max, shown(&summary.max)),
        (SummaryRow::Mean, summary.mean.map(|mean| mean.to_string())),
        (SummaryRow::Sum, shown(&summary.sum)),
    ];
    let names = rows.iter().map(|(row, _)| display_width(messages::summary_row(*row)));
    let columns = names.max().unwrap_or(0);
    for (row, value) in rows {
        if let Some(value) = value {
            writeln!(out, "{INDENT}{}  {value}", padded(messages::summary_row(row), columns))?;
        }
    }
    Ok(())
}

/// Writes the first values, or the last in the order of time.
fn write_counts(
    out: &mut impl Write,
    name: &str,
    values: &[FacetCount],
    max_values: usize,
    is_of_time: bool,
) -> io::Result<()> {
    writeln!(out, "{}{}{}", TITLE.render(), one_line(name), TITLE.render_reset())?;
    if values.is_empty() {
        return writeln!(out, "{INDENT}{}", messages::no_values());
    }
    let left_out = values.len().saturating_sub(max_values);
    let shown = if is_of_time { &values[left_out..] } else { &values[..values.len() - left_out] };
    if is_of_time && left_out > 0 {
        writeln!(out, "{INDENT}{}", messages::more(left_out))?;
    }
    let bars: Vec<(String, Option<u64>)> =
        shown.iter().map(|value| (cut(&one_line(&value.value), NAME_COLUMNS), Some(value.count))).collect();
    write_bars(out, &bars)?;
    if !is_of_time && left_out > 0 {
        writeln!(out, "{INDENT}{}", messages::more(left_out))?;
    }
    Ok(())
}

/// Writes counts over time, oldest first.
pub(crate) fn write_histogram(out: &mut impl Write, bars: &[HistogramBucket]) -> io::Result<()> {
    let rows = rows(bars).into_iter().map(|row| match row {
        Row::Period(bar) => (bar.period, Some(bar.count)),
        Row::Gap => ("⋮".to_owned(), None),
    });
    write_bars(out, &rows.collect::<Vec<_>>())
}

/// Writes names, counts and bars in columns that fit the terminal; no count in a gap.
/// The columns of the longest bar of a line in which other text takes some.
pub(crate) fn bar_columns(taken: usize) -> usize {
    talk::columns().map_or(BAR_COLUMNS, |columns| columns.saturating_sub(taken).min(BAR_COLUMNS))
}

fn write_bars(out: &mut impl Write, bars: &[(String, Option<u64>)]) -> io::Result<()> {
    let most = bars.iter().filter_map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let name_columns = bars.iter().map(|(name, _)| display_width(name)).max().unwrap_or(0);
    let count_columns = most.to_string().len();
    let taken = INDENT.len() + name_columns + count_columns + 4;
    let room = bar_columns(taken);
    for (name, count) in bars {
        let filled = (count.unwrap_or(0) * room as u64).div_ceil(most);
        let bar = "█".repeat(usize::try_from(filled).unwrap_or(room));
        let count = count.map(|count| count.to_string()).unwrap_or_default();
        let name = padded(name, name_columns);
        let line = format!("{INDENT}{name}  {count:>count_columns$}");
        if bar.is_empty() {
            writeln!(out, "{}", line.trim_end())?;
        } else {
            writeln!(out, "{line}  {}{bar}{}", ASIDE.render(), ASIDE.render_reset())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn periods(known: &[&str]) -> Vec<String> {
        let bars: Vec<HistogramBucket> =
            known.iter().map(|period| HistogramBucket { period: (*period).to_owned(), count: 1 }).collect();
        let shown = rows(&bars).into_iter().map(|row| match row {
            Row::Period(bar) if bar.count == 0 => format!("({})", bar.period),
            Row::Period(bar) => bar.period,
            Row::Gap => "⋮".to_owned(),
        });
        shown.collect()
    }

    #[test]
    fn a_few_empty_periods_are_rows_and_many_are_a_gap() {
        assert_eq!(periods(&["2019-11", "2020-02"]), ["2019-11", "(2019-12)", "(2020-01)", "2020-02"]);
        assert_eq!(periods(&["2019-11", "2020-11", "2020-12"]), ["2019-11", "⋮", "2020-11", "2020-12"]);
        assert_eq!(periods(&["2019", "2021"]), ["2019", "(2020)", "2021"]);
        assert_eq!(periods(&["2020-02-28", "2020-03-01"]), ["2020-02-28", "(2020-02-29)", "2020-03-01"]);
    }
}

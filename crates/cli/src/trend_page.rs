//! Page of a trend: a chart of all queries, and a table for each.
//!
//! No scripts, no external resources, printable. The chart is one SVG with a line for each query. It shows occurrences per
//! million characters, so that a month with many articles does not look like a rise. The lines differ in pattern and in colour.

use std::collections::BTreeMap;

use jianbao::corpus::Trend;
use jianbao::{Date, html};
use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

use crate::texts::messages;

const STYLE: &str = include_str!("trend_page/page.css");

/// Nothing is fetched or run, whatever a query contains.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// The size of the chart, in its own units, and the margins of its plot.
const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 360.0;
const LEFT: f64 = 56.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 40.0;

/// Maximum number of names below the chart.
const MAX_NAMES: usize = 12;

/// The patterns of the lines.
const DASHES: [&str; 5] = ["none", "8 4", "2 4", "10 3 2 3", "14 6"];

/// The page.
pub(crate) fn written(trends: &[Trend], made: Date) -> String {
    let title = messages::trend_title(&trends.iter().map(name).collect::<Vec<_>>().join("、"));
    let page = markup! {
        (DOCTYPE)
        html lang=(messages::html_language()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (safe(&title)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { (safe(&title)) }
                    p.facts { (messages::made_on(made)) }
                }
                (chart(trends))
                @for trend in trends { (table(trend)) }
            }
        }
    };
    page.into_string()
}

fn safe(text: &str) -> PreEscaped<String> {
    PreEscaped(html::escaped(text))
}

fn name(trend: &Trend) -> String {
    trend.source.as_ref().map_or(trend.query.clone(), |source| format!("{} · {source}", trend.query))
}

/// The lines of all trends over the same periods.
fn chart(trends: &[Trend]) -> Markup {
    let periods: BTreeMap<&str, usize> = {
        let mut names: Vec<&str> = trends
            .iter()
            .flat_map(|trend| trend.periods.iter().map(|period| period.period.as_str()))
            .collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter().zip(0..).collect()
    };
    let most = trends
        .iter()
        .flat_map(|trend| trend.periods.iter().map(|period| period.per_million))
        .fold(0.0_f64, f64::max);
    let top = round_up(most);
    #[expect(clippy::cast_precision_loss, reason = "a place in a picture")]
    let x = |ordinal: usize| {
        let steps = periods.len().saturating_sub(1).max(1) as f64;
        LEFT + (WIDTH - LEFT - RIGHT) * ordinal as f64 / steps
    };
    let y = |value: f64| HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top;
    let names: Vec<(&str, usize)> = {
        let step = periods.len().div_ceil(MAX_NAMES).max(1);
        periods
            .iter()
            .filter(|(_, ordinal)| *ordinal % step == 0)
            .map(|(name, ordinal)| (*name, *ordinal))
            .collect()
    };
    markup! {
        figure {
            svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-labelledby="chart-title" {
                title #chart-title { (messages::trend_chart_title()) }
                @for share in [0.0, 0.25, 0.5, 0.75, 1.0] {
                    line.grid x1=(LEFT) x2=(WIDTH - RIGHT) y1=(y(top * share)) y2=(y(top * share)) {}
                    text.scale x=(LEFT - 6.0) y=(y(top * share) + 4.0) text-anchor="end" { (shown(top * share)) }
                }
                @for (name, ordinal) in &names {
                    text.scale x=(x(*ordinal)) y=(HEIGHT - BOTTOM + 20.0) text-anchor="middle" { (safe(name)) }
                }
                @for (number, trend) in trends.iter().enumerate() {
                    polyline class=(format!("line c{}", number % 10)) stroke-dasharray=(DASHES[number / 2 % DASHES.len()])
                        points=(points(trend, &periods, &x, &y)) {}
                }
            }
            figcaption {
                ul.legend {
                    @for (number, trend) in trends.iter().enumerate() {
                        li {
                            svg.key viewBox="0 0 32 8" aria-hidden="true" {
                                line class=(format!("line c{}", number % 10)) stroke-dasharray=(DASHES[number / 2 % DASHES.len()]) x1="0" x2="32" y1="4" y2="4" {}
                            }
                            " " (safe(&name(trend)))
                        }
                    }
                }
                p { (messages::trend_chart_title()) }
            }
        }
    }
}

fn points(
    trend: &Trend,
    periods: &BTreeMap<&str, usize>,
    x: &impl Fn(usize) -> f64,
    y: &impl Fn(f64) -> f64,
) -> String {
    let points = trend.periods.iter().filter_map(|period| {
        let ordinal = *periods.get(period.period.as_str())?;
        Some(format!("{:.1},{:.1}", x(ordinal), y(period.per_million)))
    });
    points.collect::<Vec<_>>().join(" ")
}

/// The next of 1, 2, 5 times a power of ten.
fn round_up(value: f64) -> f64 {
    if value <= 0.0 {
        return 1.0;
    }
    let power = 10.0_f64.powf(value.log10().floor());
    [1.0, 2.0, 5.0, 10.0].into_iter().map(|step| step * power).find(|step| *step >= value).unwrap_or(value)
}

/// A number of a scale.
fn shown(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn table(trend: &Trend) -> Markup {
    let columns = messages::trend_columns();
    markup! {
        section {
            h2 { (safe(&messages::trend_heading(&name(trend), trend.articles, trend.places))) }
            div.scroll {
                table {
                    thead { tr { @for column in columns { th scope="col" { (column) } } } }
                    tbody {
                        @for period in trend.periods.iter().filter(|period| period.articles > 0) {
                            tr.small[period.is_small] {
                                th scope="row" { (safe(&period.period)) }
                                td { (period.articles) }
                                td { (period.places) }
                                td { (format!("{:.2}%", period.share * 100.0)) }
                                td { (format!("{:.1}", period.per_million)) }
                            }
                        }
                    }
                }
            }
            @if trend.periods.iter().any(|period| period.articles > 0 && period.is_small) {
                p.facts { (messages::small_base_explained()) }
            }
            @if trend.undated_articles > 0 { p.facts { (messages::undated_articles(trend.undated_articles)) } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_end_at_round_numbers() {
        for (value, top) in [(0.0, 1.0), (0.3, 0.5), (1.0, 1.0), (17.0, 20.0), (51.0, 100.0)] {
            assert!((round_up(value) - top).abs() < 1e-9, "{value}");
        }
        assert_eq!(
            (shown(0.25), shown(20.0), shown(0.0)),
            ("0.25".to_owned(), "20".to_owned(), "0".to_owned())
        );
    }
}

//! Result page of `bench tokenize`: charts, a table, and the meaning of the columns. The page loads nothing from the network.
//! Every chart is drawn in two versions, for wide and for narrow windows, because a chart that is scaled down to a phone is not
//! legible.

mod chart;

use anyhow::Result;
use jianbao::ingest::OwnReport;
use jianbao_tokenizer_bench::{Measurement, Quartiles, Row};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::bench_table::{cells, columns, mebibytes};
use crate::texts::messages::{self, ChartOf};
use chart::{Bar, Chart, Scale, Window, drawn};

const STYLE: &str = include_str!("bench_page/page.css");

/// The page.
///
/// # Errors
///
/// If a chart cannot be drawn.
pub(crate) fn page(measurement: &Measurement) -> Result<String> {
    let title = messages::measurement_title();
    let figures = charts(&measurement.rows).iter().map(figure).collect::<Result<Vec<Markup>>>()?;
    let page = html! {
        (DOCTYPE)
        html lang=(messages::html_language()) {
            head {
                meta charset="utf-8";
                meta name="generator" content=(OwnReport::Measurement.generator());
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · jianbao bench tokenize" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { (title) }
                p.about {
                    (messages::measured(measurement)) " "
                    span.key.ours {} (messages::ours()) " "
                    span.key.peers {} (messages::peers())
                }
                div.charts { @for figure in &figures { (figure) } }
                h2 { (messages::figures()) }
                (table(measurement))
                h2 { (messages::explanations()) }
                dl {
                    @for (terms, explanation) in messages::tokenizers_explained() {
                        dt { (terms) }
                        dd { (explanation) }
                    }
                }
            }
        }
    };
    Ok(page.into_string())
}

fn figure(chart: &Chart) -> Result<Markup> {
    let wide_and_narrow = [Window::Wide, Window::Narrow];
    let drawings = wide_and_narrow.map(|window| Ok((window.class(), drawn(chart, window)?)));
    let drawings = drawings.into_iter().collect::<Result<Vec<_>>>()?;
    let (title, note) = messages::chart(chart.of);
    Ok(html! {
        figure {
            figcaption { b { (title) } (note) }
            @for (class, svg) in &drawings {
                div class=(class) { (PreEscaped(svg)) }
            }
        }
    })
}

fn table(measurement: &Measurement) -> Markup {
    let columns = columns(measurement);
    html! {
        div.scroll {
            table {
                thead {
                    tr {
                        th { (messages::tokenizer()) }
                        @for column in &columns { th { (messages::column(*column)) } }
                    }
                }
                tbody {
                    @for row in &measurement.rows {
                        tr class=(if row.is_peer { "peer" } else { "own" }) {
                            th { (row.name) }
                            @for cell in cells(row, &columns) { td { (cell) } }
                        }
                    }
                }
            }
        }
    }
}

fn charts(rows: &[Row]) -> Vec<Chart> {
    let bars = |value: &dyn Fn(&Row) -> Option<f64>| -> Vec<Bar> {
        let bar =
            |row: &Row| Some(Bar { name: row.name, is_peer: row.is_peer, value: value(row)?, spread: None });
        rows.iter().filter_map(bar).collect()
    };
    let mut speed = bars(&|row| Some(row.megabytes_per_second.median));
    for (bar, row) in speed.iter_mut().zip(rows) {
        let Quartiles { lower, upper, .. } = row.megabytes_per_second;
        bar.spread = Some((lower, upper));
    }
    let chart = |of, scale, decimals, bars| Chart { of, scale, decimals, bars };
    let charts = vec![
        chart(ChartOf::Speed, Scale::Linear, 0, speed),
        chart(ChartOf::Consistency, Scale::Share, 3, bars(&|row| Some(row.consistency))),
        chart(ChartOf::F1, Scale::Share, 3, bars(&|row| row.score.map(|score| score.f1))),
        chart(ChartOf::Agreement, Scale::Share, 3, bars(&|row| Some(row.boundary_agreement))),
        chart(ChartOf::TokensPerChar, Scale::Linear, 2, bars(&|row| Some(row.tokens_per_char))),
        chart(ChartOf::Load, Scale::Logarithmic, 4, bars(&|row| Some(row.load_millis))),
        chart(ChartOf::Peak, Scale::Linear, 1, bars(&|row| row.peak_bytes.map(mebibytes))),
    ];
    charts.into_iter().filter(|chart| !chart.bars.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use jianbao_tokenizer_bench::{Gold, Sample, measure};

    use super::*;

    #[test]
    fn a_page_has_every_chart_twice_and_nothing_from_elsewhere() {
        let sample = Sample::of_text("<甲>&乙", "春茶上高铁，早上在枝头晚上到餐桌");
        let measurement = measure(&sample, Some(&Gold::parse("春茶 上 高铁")), 1);
        let page = page(&measurement).unwrap();
        assert_eq!(page.matches("<svg").count(), 12);
        assert!(page.contains("&lt;甲&gt;&amp;乙") && !page.contains("<甲>"));
        assert!(!page.contains("<script") && !page.contains("src=") && !page.contains("@import"));
        assert!(measurement.rows.iter().all(|row| page.contains(row.name)));
    }
}

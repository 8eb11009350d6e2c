//! The result of `bench tokenize` as a page: charts, a table, and what the columns mean. It needs nothing from
//! the net, and every chart is drawn twice, for wide and for narrow windows, since a drawing that is shrunk to a
//! telephone cannot be read.

use std::fmt::Write;

use anyhow::{Result, anyhow};
use jianbao::html::escaped;
use jianbao_tokenizer_bench::{Measurement, Quartiles, Row};
use plotters::coord::ranged1d::{AsRangedCoord, SegmentValue, ValueFormatter};
use plotters::prelude::*;

use crate::commands::bench::mebibytes;

/// Widths of a chart, in pixels.
const WIDE_PIXELS: u32 = 960;
const NARROW_PIXELS: u32 = 350;
/// Height of a bar with the space around it, and of what is below the bars.
const BAR_PIXELS: u32 = 26;
const AXIS_PIXELS: u32 = 40;
/// Room for names on the left.
const NAMES_PIXELS: u32 = 138;

const OURS: RGBColor = RGBColor(0x1f, 0x6f, 0xb2);
const PEERS: RGBColor = RGBColor(0x9a, 0xa3, 0xad);
const INK: RGBColor = RGBColor(0x24, 0x2a, 0x30);
const GRID: RGBColor = RGBColor(0xe3, 0xe6, 0xea);

/// A chart of one bar for each tokenizer.
struct Chart {
    title: &'static str,
    note: &'static str,
    scale: Scale,
    decimals: usize,
    bars: Vec<Bar>,
}

struct Bar {
    name: &'static str,
    is_peer: bool,
    value: f64,
    /// Half of the rounds lie between these.
    spread: Option<(f64, f64)>,
}

enum Scale {
    /// From 0 to the largest value.
    Linear,
    /// From 0 to 1.
    Share,
    /// By powers of ten, from the smallest value.
    Logarithmic,
}

/// The page.
///
/// # Errors
///
/// Where a chart cannot be drawn.
pub(crate) fn page(measurement: &Measurement) -> Result<String> {
    let Measurement { text_name, text_bytes, text_chars, text_lines, rounds, rows } = measurement;
    let mut page = String::from(HEAD);
    let name = escaped(text_name);
    write!(
        page,
        "<h1>中文分词对比</h1>\n<p class=\"about\">语料 {name}：{text_bytes} 字节，{text_chars} 字，\
         {text_lines} 行；各测 {rounds} 轮，轮流计时，取中位数。<span class=\"key ours\"></span>剪报 jianbao　\
         <span class=\"key peers\"></span>其他</p>\n<div class=\"charts\">\n"
    )?;
    for chart in charts(rows) {
        let Chart { title, note, .. } = &chart;
        writeln!(page, "<figure><figcaption><b>{title}</b>{note}</figcaption>")?;
        for (class, width) in [("wide", WIDE_PIXELS), ("narrow", NARROW_PIXELS)] {
            writeln!(page, "<div class=\"{class}\">{}</div>", drawn(&chart, width)?)?;
        }
        page.push_str("</figure>\n");
    }
    page.push_str("</div>\n<h2>数据</h2>\n");
    write_table(&mut page, rows)?;
    page.push_str(FOOT);
    Ok(page)
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
    let chart = |title, note, scale, decimals, bars| Chart { title, note, scale, decimals, bars };
    let charts = vec![
        chart("速度", "每秒兆字节，越长越快；细线为四分位", Scale::Linear, 0, speed),
        chart(
            "检索一致性",
            "从原文随机截取二至八字去检索，查询词全部命中的比例",
            Scale::Share,
            3,
            bars(&|row| Some(row.consistency)),
        ),
        chart(
            "分词 F1",
            "与人工切分相比；词元互相重叠的方式不计",
            Scale::Share,
            3,
            bars(&|row| row.score.map(|score| score.f1)),
        ),
        chart(
            "与 jieba-rs 的边界一致度",
            "词首词尾位置的 F1",
            Scale::Share,
            3,
            bars(&|row| Some(row.boundary_agreement)),
        ),
        chart("每字词元数", "越多，索引越大", Scale::Linear, 2, bars(&|row| Some(row.tokens_per_char))),
        chart(
            "启动",
            "载入词典并切出第一句所需毫秒，对数刻度",
            Scale::Logarithmic,
            4,
            bars(&|row| Some(row.load_millis)),
        ),
        chart("内存峰值", "MiB，不含语料本身", Scale::Linear, 1, bars(&|row| row.peak_bytes.map(mebibytes))),
    ];
    charts.into_iter().filter(|chart| !chart.bars.is_empty()).collect()
}

/// The chart as SVG.
fn drawn(chart: &Chart, width: u32) -> Result<String> {
    let values = || chart.bars.iter().flat_map(|bar| [bar.value, bar.spread.map_or(0.0, |(_, upper)| upper)]);
    let largest = values().fold(1e-9, f64::max);
    match chart.scale {
        // Room on the right for the figure behind the longest bar.
        Scale::Linear => drawn_over(chart, width, 0.0, 0.0..largest * room(width)),
        Scale::Share => drawn_over(chart, width, 0.0, 0.0..room(width)),
        Scale::Logarithmic => {
            let smallest = values().filter(|value| *value > 0.0).fold(largest, f64::min);
            let start = 10_f64.powf(smallest.log10().floor());
            // Rooms add up where the scale multiplies.
            let end = largest * (largest / start).powf(room(width) - 1.0);
            drawn_over(chart, width, start, (start..end).log_scale())
        }
    }
}

/// How many times the longest bar the axis is.
fn room(width: u32) -> f64 {
    if width == NARROW_PIXELS { 1.3 } else { 1.1 }
}

fn drawn_over<X>(chart: &Chart, width: u32, start: f64, x_axis: X) -> Result<String>
where
    X: AsRangedCoord<Value = f64>,
    X::CoordDescType: ValueFormatter<f64>,
{
    let count = chart.bars.len();
    let height = u32::try_from(count)? * BAR_PIXELS + AXIS_PIXELS;
    let mut svg = String::new();
    let failed = |error: &dyn std::fmt::Display| anyhow!("cannot draw {}: {error}", chart.title);
    {
        let area = SVGBackend::with_string(&mut svg, (width, height)).into_drawing_area();
        let mut context = ChartBuilder::on(&area)
            .margin_right(12)
            .margin_top(4)
            .x_label_area_size(AXIS_PIXELS - 12)
            .y_label_area_size(NAMES_PIXELS)
            .build_cartesian_2d(x_axis, (0..count).into_segmented())
            .map_err(|error| failed(&error))?;
        // The first bar stands on top.
        let name = |place: &SegmentValue<usize>| match place {
            SegmentValue::CenterOf(index) | SegmentValue::Exact(index) => {
                chart.bars.iter().rev().nth(*index).map_or_else(String::new, |bar| bar.name.to_owned())
            }
            SegmentValue::Last => String::new(),
        };
        context
            .configure_mesh()
            .disable_y_mesh()
            .light_line_style(TRANSPARENT)
            .bold_line_style(GRID)
            .axis_style(GRID)
            .x_labels(if width == NARROW_PIXELS { 4 } else { 8 })
            .y_labels(count)
            .y_label_formatter(&name)
            .x_label_formatter(&|value| axis_label(*value))
            .x_label_style(("sans-serif", 12).into_font().color(&INK))
            .y_label_style(("sans-serif", 13).into_font().color(&INK))
            .draw()
            .map_err(|error| failed(&error))?;
        for (index, bar) in chart.bars.iter().rev().enumerate() {
            let color = if bar.is_peer { PEERS } else { OURS };
            let corners = [(start, SegmentValue::Exact(index)), (bar.value, SegmentValue::Exact(index + 1))];
            let mut rectangle = Rectangle::new(corners, color.filled());
            rectangle.set_margin(5, 5, 0, 0);
            context.draw_series([rectangle]).map_err(|error| failed(&error))?;
            let middle = SegmentValue::CenterOf(index);
            if let Some((lower, upper)) = bar.spread {
                let whisker = PathElement::new([(lower, middle.clone()), (upper, middle.clone())], INK);
                context.draw_series([whisker]).map_err(|error| failed(&error))?;
            }
            let end = bar.spread.map_or(bar.value, |(_, upper)| upper.max(bar.value));
            let figure = format!("{:.*}", chart.decimals, bar.value);
            let text = Text::new(figure, (6, -6), ("sans-serif", 12).into_font().color(&INK));
            context.draw_series([EmptyElement::at((end, middle)) + text]).map_err(|error| failed(&error))?;
        }
        area.present().map_err(|error| failed(&error))?;
    }
    Ok(svg)
}

/// A number without zeros that say nothing.
fn axis_label(value: f64) -> String {
    let label = format!("{value:.4}");
    label.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn write_table(page: &mut String, rows: &[Row]) -> Result<()> {
    page.push_str(
        "<div class=\"scroll\"><table><thead><tr><th>分词器<th>启动<br>ms<th>速度<br>MB/s<th>四分位<th>倍数<th>\
         词元<br>/字<th>内存<br>MiB<th>边界<br>一致度<th>检索<br>一致性<th>精确率<th>召回率<th>F1</tr></thead>\n<tbody>\n",
    );
    for row in rows {
        let class = if row.is_peer { "peer" } else { "own" };
        let Quartiles { lower, median, upper } = row.megabytes_per_second;
        let peak = row.peak_bytes.map_or_else(|| "–".to_owned(), |bytes| format!("{:.1}", mebibytes(bytes)));
        write!(
            page,
            "<tr class=\"{class}\"><th>{}<td>{:.4}<td>{median:.1}<td>{lower:.0}–{upper:.0}<td>{:.2}<td>{:.2}<td>{peak}<td>\
             {:.3}<td>{:.3}",
            row.name,
            row.load_millis,
            row.speed_ratio.median,
            row.tokens_per_char,
            row.boundary_agreement,
            row.consistency
        )?;
        match row.score {
            Some(score) => {
                write!(page, "<td>{:.4}<td>{:.4}<td>{:.4}", score.precision, score.recall, score.f1)?;
            }
            None => page.push_str("<td>–<td>–<td>–"),
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody></table></div>\n");
    Ok(())
}

const HEAD: &str = r#"<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>中文分词对比 · jianbao bench tokenize</title>
<style>
:root { color-scheme: light; --ink: #242a30; --quiet: #5b6570; --line: #e3e6ea; }
body { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; color: var(--ink); background: #fff;
  font: 16px/1.6 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { margin: 0 0 .25rem; font-size: 1.6rem; }
h2 { margin: 2.5rem 0 .5rem; font-size: 1.2rem; }
.about { margin: 0 0 1.5rem; color: var(--quiet); overflow-wrap: anywhere; }
.key { display: inline-block; width: .8em; height: .8em; margin: 0 .35em 0 .8em; border-radius: 2px; }
.key.ours { background: #1f6fb2; } .key.peers { background: #9aa3ad; }
figure { margin: 0 0 1.75rem; }
figcaption { margin-bottom: .25rem; color: var(--quiet); font-size: .9rem; }
figcaption b { margin-right: .6em; color: var(--ink); font-size: 1.05rem; }
svg { display: block; max-width: 100%; height: auto; }
svg text { font-family: system-ui, "Noto Sans CJK SC", sans-serif; }
.narrow { display: none; }
@media (max-width: 700px) { .wide { display: none; } .narrow { display: block; } }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .35rem .6rem; border-bottom: 1px solid var(--line); text-align: right; white-space: nowrap; }
thead th { vertical-align: bottom; color: var(--quiet); font-weight: 500; line-height: 1.25; }
th:first-child { position: sticky; left: 0; background: #fff; text-align: left; }
tr.own th { color: #1f6fb2; }
dt { margin-top: .6rem; font-weight: 600; } dd { margin: 0; color: var(--quiet); }
</style>
<body>
"#;

const FOOT: &str = "<h2>说明</h2>
<dl>
<dt>jieba-rs cut+hmm、jieba-rs search+hmm、icu4x</dt><dd>jieba-rs 0.11 的 cut 与 cut_for_search（开启 HMM）；\
ICU4X 2 的词典分词。</dd>
<dt>cut、cut+hmm</dt><dd>剪报的切分器，用结巴词典切原文，结果与 jieba-rs 逐词相同。</dd>
<dt>exact、full、search、bigram、unigram</dt><dd>先规范化（繁简、全半角、引号），再取最可能的切分、\
文中出现的全部词语、切分及其中的短词、二元字、单字；位置都对应原文。full 的查询按 exact 切分，落单的字到单字索引里找。</dd>
<dt>倍数</dt><dd>与表中第一行同一轮计时之比的中位数；机器忙闲对两者相同，因此比兆字节数可靠。</dd>
</dl>
";

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

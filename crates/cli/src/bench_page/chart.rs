//! Chart of the page, drawn as SVG.

use anyhow::{Result, anyhow};
use plotters::coord::ranged1d::{AsRangedCoord, SegmentValue, ValueFormatter};
use plotters::prelude::*;

use crate::texts::messages::{self, ChartOf};

/// Height of a bar with the space around it, and of the space below the bars.
const BAR_PIXELS: u32 = 26;
const AXIS_PIXELS: u32 = 40;
/// Room for names on the left.
const NAMES_PIXELS: u32 = 138;

const OURS: RGBColor = RGBColor(0x1f, 0x6f, 0xb2);
const PEERS: RGBColor = RGBColor(0x9a, 0xa3, 0xad);
const INK: RGBColor = RGBColor(0x24, 0x2a, 0x30);
const GRID: RGBColor = RGBColor(0xe3, 0xe6, 0xea);

/// A chart of one bar for each tokenizer.
pub(super) struct Chart {
    pub(super) of: ChartOf,
    pub(super) scale: Scale,
    pub(super) decimals: usize,
    pub(super) bars: Vec<Bar>,
}

/// A bar of a chart.
pub(super) struct Bar {
    pub(super) name: &'static str,
    pub(super) is_peer: bool,
    pub(super) value: f64,
    /// Half of the rounds are between these.
    pub(super) spread: Option<(f64, f64)>,
}

/// The scale of the bars.
#[derive(Clone, Copy)]
pub(super) enum Scale {
    /// From 0 to the largest value.
    Linear,
    /// From 0 to 1.
    Share,
    /// Logarithmic, from the smallest value.
    Logarithmic,
}

/// The window that a chart is drawn for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Window {
    /// A desk's.
    Wide,
    /// A telephone's.
    Narrow,
}

impl Window {
    /// The class of the drawing in the page.
    pub(super) fn class(self) -> &'static str {
        match self {
            Window::Wide => "wide",
            Window::Narrow => "narrow",
        }
    }

    fn width_pixels(self) -> u32 {
        match self {
            Window::Wide => 960,
            Window::Narrow => 350,
        }
    }

    /// The number of labels on the axis.
    fn labels(self) -> usize {
        match self {
            Window::Wide => 8,
            Window::Narrow => 4,
        }
    }

    /// The length of the axis as a multiple of the longest bar: room for the figure after it.
    fn room(self) -> f64 {
        match self {
            Window::Wide => 1.1,
            Window::Narrow => 1.3,
        }
    }
}

/// The chart as SVG.
///
/// # Errors
///
/// If it cannot be drawn.
pub(super) fn drawn(chart: &Chart, window: Window) -> Result<String> {
    let values = || chart.bars.iter().flat_map(|bar| [bar.value, bar.spread.map_or(0.0, |(_, upper)| upper)]);
    let largest = values().fold(1e-9, f64::max);
    match chart.scale {
        Scale::Linear => drawn_over(chart, window, 0.0, 0.0..largest * window.room()),
        Scale::Share => drawn_over(chart, window, 0.0, 0.0..window.room()),
        Scale::Logarithmic => {
            let smallest = values().filter(|value| *value > 0.0).fold(largest, f64::min);
            let start = 10_f64.powf(smallest.log10().floor());
            // Room is added where the scale multiplies.
            let end = largest * (largest / start).powf(window.room() - 1.0);
            drawn_over(chart, window, start, (start..end).log_scale())
        }
    }
}

fn drawn_over<X>(chart: &Chart, window: Window, start: f64, x_axis: X) -> Result<String>
where
    X: AsRangedCoord<Value = f64>,
    X::CoordDescType: ValueFormatter<f64>,
{
    let count = chart.bars.len();
    let height = u32::try_from(count)? * BAR_PIXELS + AXIS_PIXELS;
    let mut svg = String::new();
    let failed = |error: &dyn std::fmt::Display| anyhow!(messages::undrawable(chart.of, error));
    {
        let area = SVGBackend::with_string(&mut svg, (window.width_pixels(), height)).into_drawing_area();
        let mut context = ChartBuilder::on(&area)
            .margin_right(12)
            .margin_top(4)
            .x_label_area_size(AXIS_PIXELS - 12)
            .y_label_area_size(NAMES_PIXELS)
            .build_cartesian_2d(x_axis, (0..count.saturating_sub(1)).into_segmented())
            .map_err(|error| failed(&error))?;
        // The first bar is at the top.
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
            .x_labels(window.labels())
            .y_labels(count)
            .y_label_formatter(&name)
            .x_label_formatter(&|value| axis_label(*value))
            .x_label_style(("sans-serif", 12).into_font().color(&INK))
            .y_label_style(("sans-serif", 13).into_font().color(&INK))
            .draw()
            .map_err(|error| failed(&error))?;
        for (index, bar) in chart.bars.iter().rev().enumerate() {
            let color = if bar.is_peer { PEERS } else { OURS };
            let end = if index + 1 < count { SegmentValue::Exact(index + 1) } else { SegmentValue::Last };
            let corners = [(start, SegmentValue::Exact(index)), (bar.value, end)];
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

/// A number without redundant zeros.
fn axis_label(value: f64) -> String {
    let label = format!("{value:.4}");
    label.trim_end_matches('0').trim_end_matches('.').to_owned()
}

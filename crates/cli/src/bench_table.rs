//! Table of `bench tokenize`, one tokenizer per line: for the terminal, and cell by cell for the page.

use jianbao_tokenizer_bench::{Measurement, Quartiles, Row};

use crate::text::display_width;
use crate::texts::messages::{self, Column};

/// The columns after the name: those of the gold only if there is one.
pub(crate) fn columns(measurement: &Measurement) -> Vec<Column> {
    let mut columns = vec![
        Column::Load,
        Column::Speed,
        Column::Quartiles,
        Column::Ratio,
        Column::TokensPerChar,
        Column::Peak,
        Column::Agreement,
        Column::Consistency,
    ];
    if measurement.rows.iter().any(|row| row.score.is_some()) {
        columns.extend([Column::Precision, Column::Recall, Column::F1]);
    }
    columns
}

/// The cells of the columns for one tokenizer.
pub(crate) fn cells(row: &Row, columns: &[Column]) -> Vec<String> {
    let none = || "–".to_owned();
    let share = |share: Option<f64>| share.map_or_else(none, |share| format!("{share:.4}"));
    let Quartiles { lower, median, upper } = row.megabytes_per_second;
    let cell = |column: &Column| match column {
        Column::Load => format!("{:.4}", row.load_millis),
        Column::Speed => format!("{median:.1}"),
        Column::Quartiles => format!("{lower:.0}–{upper:.0}"),
        Column::Ratio => format!("{:.2}", row.speed_ratio.median),
        Column::TokensPerChar => format!("{:.2}", row.tokens_per_char),
        Column::Peak => row.peak_bytes.map_or_else(none, |bytes| format!("{:.1}", mebibytes(bytes))),
        Column::Agreement => format!("{:.3}", row.boundary_agreement),
        Column::Consistency => format!("{:.3}", row.consistency),
        Column::Precision => share(row.score.map(|score| score.precision)),
        Column::Recall => share(row.score.map(|score| score.recall)),
        Column::F1 => share(row.score.map(|score| score.f1)),
    };
    columns.iter().map(cell).collect()
}

/// The table for a terminal, its columns aligned.
pub(crate) fn table(measurement: &Measurement) -> String {
    let columns = columns(measurement);
    let headings = columns.iter().map(|column| messages::column(*column).to_owned());
    let mut lines: Vec<Vec<String>> = vec![std::iter::once(String::new()).chain(headings).collect()];
    for row in &measurement.rows {
        lines.push(std::iter::once(row.name.to_owned()).chain(cells(row, &columns)).collect());
    }
    let width = |column: usize| lines.iter().map(|line| display_width(&line[column])).max().unwrap_or(0);
    let widths: Vec<usize> = (0..lines[0].len()).map(width).collect();
    let mut table = format!("{}\n\n", messages::measured(measurement));
    for line in &lines {
        let cells = line.iter().zip(&widths).enumerate().map(|(column, (cell, &width))| {
            let room = " ".repeat(width - display_width(cell));
            if column == 0 { format!("{cell}{room}") } else { format!("{room}{cell}") }
        });
        table.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        table.push('\n');
    }
    table
}

/// Bytes in units of 1,048,576.
#[expect(clippy::cast_precision_loss, reason = "memory is far below 2⁵³ bytes")]
pub(crate) fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

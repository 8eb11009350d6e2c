//! Tables for people: columns aligned by display width, the first to the left, the others to the right.

use crate::text::{display_width, padded};

/// The header and the rows of a table as lines, and the columns that they take.
pub(crate) struct Columns {
    widths: Vec<usize>,
}

impl Columns {
    /// The columns that hold a header and rows.
    pub(crate) fn of<const N: usize>(header: &[&str; N], rows: &[[String; N]]) -> Columns {
        let width = |at: usize| {
            let cells = rows.iter().map(|row| display_width(&row[at]));
            cells.chain([display_width(header[at])]).max().unwrap_or(0)
        };
        Columns { widths: (0..N).map(width).collect() }
    }

    /// A row as a line.
    pub(crate) fn line<S: AsRef<str>>(&self, cells: &[S]) -> String {
        let mut line = String::new();
        for (at, (cell, &width)) in cells.iter().zip(&self.widths).enumerate() {
            let cell = cell.as_ref();
            if at == 0 {
                line.push_str(&padded(cell, width));
            } else {
                line.push_str("  ");
                line.push_str(&" ".repeat(width.saturating_sub(display_width(cell))));
                line.push_str(cell);
            }
        }
        line
    }

    /// The columns of all cells, with the space behind each.
    pub(crate) fn total(&self) -> usize {
        self.widths.iter().map(|width| width + 2).sum()
    }
}

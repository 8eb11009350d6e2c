//! Global options.

use crate::{language, style};

/// What every command takes.
#[derive(Debug, clap::Args)]
pub(crate) struct Global {
    /// The index directory [default: $JIANBAO_INDEX, else the nearest .jianbao upwards]
    #[arg(long, global = true, value_name = "DIR", help_heading = EVERYWHERE, display_order = 900)]
    pub(crate) index: Option<std::path::PathBuf>,
    /// When to colour the output: auto, always or never
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    #[arg(help_heading = EVERYWHERE, display_order = 901)]
    pub(crate) color: style::Color,
    /// Break lines at so many columns [default: the terminal's; no limit where there is none]
    #[arg(long, global = true, value_name = "COLUMNS", help_heading = EVERYWHERE, display_order = 903)]
    pub(crate) width: Option<usize>,
    /// The language of help and messages: auto, zh or en
    // It is looked for before the arguments are parsed; here it is checked and explained.
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "LANGUAGE")]
    #[arg(help_heading = EVERYWHERE, display_order = 902)]
    pub(crate) lang: language::LanguageArg,
}

/// The heading of the global options.
const EVERYWHERE: &str = "Everywhere";

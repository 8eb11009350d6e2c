//! Global options.

use crate::{file_place, language, pager, style};

/// The global options.
#[derive(Debug, clap::Args)]
pub(crate) struct Global {
    /// Index directory, folder with a .jianbao, or address of a cluster [default: $JIANBAO_INDEX, else the nearest .jianbao in this or a parent folder]
    #[arg(long, global = true, value_name = "DIR", help_heading = GLOBAL, display_order = 900)]
    pub(crate) index: Option<std::path::PathBuf>,
    /// PEM file with certificates of the authorities to trust for a cluster [default: those that the system trusts]
    #[arg(long, global = true, value_name = "FILE", help_heading = GLOBAL, display_order = 906)]
    pub(crate) ca_file: Option<std::path::PathBuf>,
    /// Colour of the output: auto, always or never
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    #[arg(help_heading = GLOBAL, display_order = 901)]
    pub(crate) color: style::Color,
    /// Pager for long output on a terminal: $JIANBAO_PAGER, else $PAGER, else less; auto or never
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    #[arg(help_heading = GLOBAL, display_order = 904)]
    pub(crate) pager: pager::PagerArg,
    /// Width of lines in columns [default: that of the terminal; unlimited without one]
    #[arg(long, global = true, value_name = "COLUMNS", help_heading = GLOBAL, display_order = 903)]
    #[arg(value_parser = crate::numbers::whole::<usize>)]
    pub(crate) width: Option<usize>,
    /// Print the paths of articles as links to their files: auto or never
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN")]
    #[arg(help_heading = GLOBAL, display_order = 905)]
    pub(crate) hyperlink: file_place::Hyperlink,
    /// Language of help and messages: auto, zh or en
    // It is looked for before the arguments are parsed; here it is checked and explained.
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "LANGUAGE")]
    #[arg(help_heading = GLOBAL, display_order = 902)]
    pub(crate) lang: language::LanguageArg,
}

/// The heading of the global options.
const GLOBAL: &str = "Global options";

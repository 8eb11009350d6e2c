//! Messages: the man page.

use crate::texts::either;

/// The heading of the man page for one of clap_mangen's; none for another's.
pub(crate) fn man_heading(theirs: &str) -> Option<&'static str> {
    Some(match theirs {
        "NAME" => either("NAME", "名称"),
        "SYNOPSIS" => either("SYNOPSIS", "用法"),
        "DESCRIPTION" => either("DESCRIPTION", "说明"),
        "OPTIONS" => either("OPTIONS", "选项"),
        "EXTRA" => either("EXAMPLES", "示例"),
        _ => return None,
    })
}

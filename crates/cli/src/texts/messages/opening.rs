//! Messages: the opening of an article in another program.

use std::ffi::OsStr;
use std::path::Path;

use crate::texts::both;

/// A path from the index is no regular file now.
pub(crate) fn no_regular_file(path: &Path) -> String {
    let path = path.display();
    both(
        format_args!(
            "{path} is no regular file now, so it is not opened; `jianbao show ID` shows the article from the index"
        ),
        format_args!("{path} 现在不是普通文件，不予打开；用 `jianbao show 编号` 显示索引中保存的文章"),
    )
}

/// The editor could not be started.
pub(crate) fn cannot_start(editor: &OsStr) -> String {
    let editor = editor.to_string_lossy();
    both(
        format_args!("cannot start the editor {editor} (from $VISUAL or $EDITOR)"),
        format_args!("无法启动编辑器 {editor}（来自 $VISUAL 或 $EDITOR）"),
    )
}

/// The editor failed.
pub(crate) fn editor_failed(editor: &OsStr) -> String {
    let editor = editor.to_string_lossy();
    both(
        format_args!("the editor {editor} (from $VISUAL or $EDITOR) ended with an error"),
        format_args!("编辑器 {editor}（来自 $VISUAL 或 $EDITOR）以失败状态退出"),
    )
}

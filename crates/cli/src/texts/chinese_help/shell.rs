//! Chinese help of the commands for the shell.

use super::CommandHelp;

/// The help of these commands.
pub(super) const COMMANDS: &[CommandHelp] = &[
    CommandHelp {
        command: "generate",
        about: "生成手册页或命令行补全脚本

  jianbao generate man > ~/.local/share/man/man1/jianbao.1
  jianbao generate completions bash > ~/.local/share/bash-completion/completions/jianbao
  jianbao generate completions zsh > ~/.zfunc/_jianbao        # 该目录须在 $fpath 中
  jianbao generate completions fish > ~/.config/fish/completions/jianbao.fish",
        after: "",
        arguments: &[],
    },
    CommandHelp {
        command: "complete",
        about: "输出查询中一个词的补全，每行一个",
        after: "",
        arguments: &[("word", "词")],
    },
    CommandHelp {
        command: "generate man", about: "输出手册页，所有命令合为一页", after: "", arguments: &[]
    },
    CommandHelp {
        command: "generate completions",
        about: "输出指定 shell 的补全脚本",
        after: "",
        arguments: &[("shell", "shell 的名称")],
    },
];

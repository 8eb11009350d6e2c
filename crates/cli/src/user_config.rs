//! `config.toml`: the user's own settings, independent of the working directory.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::Deserialize;

/// The content of the file. Unknown names are errors, so that a misspelt one is noticed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserConfig {
    #[serde(default)]
    pub(crate) trust: Trust,
}

/// The trusted folders.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Trust {
    /// Folders whose indexes and `jianbao.toml` are trusted, whoever owns them.
    #[serde(default)]
    pub(crate) folders: Vec<PathBuf>,
}

impl UserConfig {
    /// The location of the file: `jianbao/config.toml` in the folder of the user's configuration, as XDG defines it.
    pub(crate) fn place() -> PathBuf {
        let named = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let folder = named("XDG_CONFIG_HOME").or_else(|| Some(named("HOME")?.join(".config")));
        folder.unwrap_or_default().join("jianbao").join("config.toml")
    }

    /// Reads the file; empty if there is none.
    pub(crate) fn read() -> Result<UserConfig> {
        UserConfig::read_from(&UserConfig::place())
    }

    fn read_from(file: &Path) -> Result<UserConfig> {
        if !file.is_file() {
            return Ok(UserConfig::default());
        }
        let named = || file.display().to_string();
        let text = std::fs::read_to_string(file).with_context(named)?;
        toml::from_str(&text).with_context(named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_what_is_trusted_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        let read = |text: &str| {
            std::fs::write(&file, text).unwrap();
            UserConfig::read_from(&file)
        };
        assert!(UserConfig::read_from(&file).unwrap().trust.folders.is_empty());
        assert_eq!(
            read("[trust]\nfolders = [\"/srv/news\"]\n").unwrap().trust.folders,
            [Path::new("/srv/news")]
        );
        let refused = format!("{:#}", read("[trust]\nfolder = []\n").unwrap_err());
        assert!(refused.contains("config.toml") && refused.contains("folder"), "{refused}");
    }

    #[test]
    fn the_documentation_names_every_key() {
        let page =
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/configuration.md"));
        let page = page.unwrap();
        let block = page.split("```toml\n").nth(2).and_then(|rest| rest.split("```").next()).unwrap();
        let UserConfig { trust: Trust { folders } } = toml::from_str(block).unwrap();
        assert!(!folders.is_empty());
    }
}

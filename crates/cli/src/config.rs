//! `jianbao.toml`: the settings for reading the files of a folder, shared by all users of the folder.
//!
//! The file is searched for in the same places as the index: the current directory, then its parents. The command line takes
//! precedence.

use std::collections::BTreeMap;
use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use jianbao::article::{FieldDeclaration, FieldError, OwnFields};
use jianbao::ingest::{Limits, ReadOptions, Selection};
use serde::Deserialize;

use crate::report;
use crate::texts::messages;
use crate::trust;

/// The name of the file.
const FILE: &str = "jianbao.toml";

/// Maximum size of the file in bytes. It is beside the data, and may come from somebody else.
const MAX_BYTES: u64 = 1 << 20;

/// The content of the file. Unknown names are errors, so that a misspelt one is noticed.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// Patterns of files to skip, as lines of a .gitignore.
    #[serde(default)]
    exclude: Vec<String>,
    #[serde(default)]
    limits: ConfigLimits,
    #[serde(default)]
    encoding: Option<String>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    map: BTreeMap<String, Names>,
    /// Fields of one's own, by name.
    #[serde(default)]
    fields: BTreeMap<String, ConfigField>,
    /// Overrides for folders.
    #[serde(default, rename = "folder")]
    folders: Vec<Folder>,
    /// The folder of the file.
    #[serde(skip)]
    place: PathBuf,
}

/// The settings for the files of one folder; other settings are inherited.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Folder {
    /// Relative to the folder of the configuration.
    path: PathBuf,
    encoding: Option<String>,
    source: Option<String>,
    #[serde(default)]
    map: BTreeMap<String, Names>,
}

/// The declaration of a field of one's own: its type, or its type and other names.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum ConfigField {
    Type(String),
    Named(NamedField),
}

/// A type and other names.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NamedField {
    r#type: String,
    #[serde(default)]
    aliases: Vec<String>,
}

/// One name of a field, or several.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Names {
    One(String),
    Many(Vec<String>),
}

/// As [`Limits`], in MiB where those are bytes. The file is beside the data and may come from its author, so it can lower the
/// limits and not raise them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ConfigLimits {
    record_mib: Option<u64>,
    document_mib: Option<u64>,
    unpacked_ratio: Option<u64>,
    unpacked_mib: Option<u64>,
    layers: Option<u32>,
}

impl ConfigLimits {
    fn limits(&self, file: &Path) -> Limits {
        let usual = Limits::default();
        let lowered = |name: &str, asked: Option<u64>, usual: u64| {
            if asked.is_some_and(|asked| asked > usual) {
                report::note(&messages::limit_not_raised(file, name, usual));
            }
            asked.map_or(usual, |asked| asked.min(usual))
        };
        let bytes = |name: &str, mib: Option<u64>, usual: u64| lowered(name, mib, usual >> 20) << 20;
        let layers = lowered("layers", self.layers.map(u64::from), usual.layers.into());
        Limits {
            record_bytes: bytes("record_mib", self.record_mib, usual.record_bytes),
            document_bytes: bytes("document_mib", self.document_mib, usual.document_bytes),
            unpacked_ratio: lowered("unpacked_ratio", self.unpacked_ratio, usual.unpacked_ratio),
            unpacked_bytes: bytes("unpacked_mib", self.unpacked_mib, usual.unpacked_bytes),
            layers: u32::try_from(layers).unwrap_or(usual.layers),
        }
    }
}

/// Files, and their reading options
#[derive(Debug, clap::Args)]
pub(crate) struct SelectionArgs {
    /// Field names of the files, such as title=题头,body=全文
    #[arg(long = "map", value_name = "FIELD=NAME", value_delimiter = ',')]
    names: Vec<String>,
    /// Encoding of the files [default: detected for each file]
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// Source of articles without one
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Skip files that match a .gitignore pattern; may be repeated
    #[arg(long, value_name = "PATTERN")]
    exclude: Vec<String>,
    /// Follow links that lead out of the folders
    #[arg(long)]
    follow_links: bool,
}

impl SelectionArgs {
    /// These files and folders, read with the settings of the arguments, else with those of the configuration.
    pub(crate) fn selection(&self, paths: impl IntoIterator<Item = PathBuf>) -> Result<Selection> {
        let config = Config::found()?;
        let mut selection = Selection::new(paths);
        for pattern in config.exclude.iter().chain(&self.exclude) {
            selection = selection.exclude(pattern)?;
        }
        if self.follow_links {
            selection = selection.follow_links();
        }
        let limits = config.limits.limits(&config.place.join(FILE));
        let own_fields = config.own_fields()?;
        let read = |folder: Option<&Folder>| -> Result<ReadOptions> {
            let mut options = ReadOptions::default().limits(limits).own_fields(own_fields.clone());
            for name in &self.names {
                let (field, name) =
                    name.split_once('=').with_context(|| messages::not_field_and_name(name))?;
                options = options.field(field, name)?;
            }
            for map in folder.map(|folder| &folder.map).into_iter().chain([&config.map]) {
                options = mapped(options, map)?;
            }
            let folder_encoding = folder.and_then(|folder| folder.encoding.as_ref());
            if let Some(label) = self.encoding.as_ref().or(folder_encoding).or(config.encoding.as_ref()) {
                options = options.encoding(label)?;
            }
            let folder_source = folder.and_then(|folder| folder.source.as_ref());
            if let Some(source) = self.source.as_ref().or(folder_source).or(config.source.as_ref()) {
                options = options.source(source);
            }
            Ok(options)
        };
        selection = selection.read(read(None)?);
        for folder in &config.folders {
            selection = selection.read_below(config.place.join(&folder.path), read(Some(folder))?);
        }
        Ok(selection)
    }
}

/// The fields of one's own that the configuration declares.
pub(crate) fn own_fields() -> Result<OwnFields> {
    Config::found()?.own_fields()
}

fn mapped(mut options: ReadOptions, map: &BTreeMap<String, Names>) -> Result<ReadOptions> {
    for (field, names) in map {
        let names = match names {
            Names::One(name) => std::slice::from_ref(name),
            Names::Many(names) => names,
        };
        for name in names {
            options = options.field(field, name)?;
        }
    }
    Ok(options)
}

impl Config {
    /// The configuration in the current directory, or the nearest parent that has one; an empty one without any.
    fn found() -> Result<Config> {
        let Ok(here) = env::current_dir() else { return Ok(Config::default()) };
        let found = here.ancestors().map(|folder| folder.join(FILE)).find(|file| file.is_file());
        let Some(file) = found else { return Ok(Config::default()) };
        trust::check(&file)?;
        Config::read(&file)
    }

    /// The declared fields of one's own.
    fn own_fields(&self) -> Result<OwnFields> {
        let mut fields = OwnFields::default();
        for (name, field) in &self.fields {
            let (field_type, aliases) = match field {
                ConfigField::Type(field_type) => (field_type, [].as_slice()),
                ConfigField::Named(NamedField { r#type, aliases }) => (r#type, aliases.as_slice()),
            };
            let field_type = field_type
                .parse()
                .map_err(|()| FieldError::UnknownType { field: name.clone(), written: field_type.clone() });
            let declare = |field_type| {
                let declaration = FieldDeclaration::new(name, field_type);
                fields.add(aliases.iter().fold(declaration, |declaration, alias| declaration.alias(alias)))
            };
            field_type.and_then(declare).with_context(|| self.place.join(FILE).display().to_string())?;
        }
        Ok(fields)
    }

    fn read(file: &Path) -> Result<Config> {
        let named = || file.display().to_string();
        let bytes = std::fs::metadata(file).with_context(named)?.len();
        ensure!(bytes <= MAX_BYTES, messages::config_too_long(file, MAX_BYTES));
        let text = std::fs::read_to_string(file).with_context(named)?;
        let mut config: Config = toml::from_str(&text).with_context(named)?;
        config.place = file.parent().map(Path::to_owned).unwrap_or_default();
        Ok(config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documentation_names_every_key() {
        for page in ["docs/configuration.md", "docs/zh/configuration.md"] {
            names_every_key(page);
        }
    }

    fn names_every_key(name: &str) {
        let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(name));
        let page = page.unwrap();
        let block = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
        // Without `..`, so that a new key does not compile before it is here.
        let Config { exclude, limits, encoding, source, map, fields, mut folders, place: _ } =
            toml::from_str(block).unwrap();
        assert!(!exclude.is_empty() && encoding.is_some() && source.is_some() && !map.is_empty());
        let is_named = |field: &ConfigField| matches!(field, ConfigField::Named(NamedField { r#type: _, aliases }) if !aliases.is_empty());
        assert!(fields.values().any(is_named) && fields.len() > 1);
        let Folder { path, encoding, source, map } = folders.pop().unwrap();
        assert!(path.is_relative() && encoding.is_some() && source.is_some() && !map.is_empty());
        let ConfigLimits { record_mib, document_mib, unpacked_ratio, unpacked_mib, layers } = &limits;
        let numbers = [record_mib, document_mib, unpacked_ratio, unpacked_mib];
        assert!(numbers.iter().all(|number| number.is_some()) && layers.is_some());
        assert_eq!(limits.limits(Path::new(FILE)), Limits::default(), "{name} calls them the usual ones");
    }
}

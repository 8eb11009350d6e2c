//! Fields of one's own, as declared by the arguments and by `jianbao.toml`.

use std::path::Path;

use anyhow::{Result, bail};
use jianbao::Index;
use jianbao::article::{FieldDeclaration, OwnFields};
use jianbao::index::IndexBuilder;

use crate::config;
use crate::report;
use crate::texts::messages;

/// Declarations of fields of one's own.
#[derive(Debug, clap::Args)]
pub(crate) struct FieldArgs {
    /// Declare a field of your own, for searching, sorting and counting; may be repeated
    ///
    /// NAME may be followed by other names of the field: 浏览,views:integer. TYPE is keyword (texts compared as a whole),
    /// text (texts in which words are searched), text+ (text that is also searched without the field's name), integer,
    /// number, time or flag. The values come from the keys of articles with one of these names. The index stores the
    /// declaration. With --rebuild, the field is added to an existing index or changed there, from the stored articles.
    #[arg(long = "field", value_name = "NAME:TYPE")]
    fields: Vec<String>,
    /// Remove a field of your own while rebuilding; the articles keep their keys
    #[arg(long = "drop-field", value_name = "NAME", requires = "rebuild")]
    dropped: Vec<String>,
}

/// The declarations that were given, and their place.
pub(crate) struct Declared {
    fields: OwnFields,
    /// Those of the arguments.
    of_arguments: OwnFields,
    dropped: Vec<String>,
}

impl FieldArgs {
    /// The declarations of the configuration and of these arguments, which take precedence.
    pub(crate) fn declared(&self) -> Result<Declared> {
        let mut fields = config::own_fields()?;
        let mut of_arguments = OwnFields::default();
        for written in &self.fields {
            let declaration: FieldDeclaration = written.parse()?;
            of_arguments.add(declaration.clone())?;
            fields.put(declaration)?;
        }
        let dropped = self.dropped.clone();
        for name in &dropped {
            fields.remove(name);
        }
        Ok(Declared { fields, of_arguments, dropped })
    }
}

impl Declared {
    /// True if there are none.
    #[cfg(feature = "remote")]
    pub(crate) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The builder with these fields.
    pub(crate) fn builder(&self) -> IndexBuilder {
        let builder =
            self.fields.iter().fold(Index::builder(), |builder, field| builder.field(field.clone()));
        self.dropped.iter().fold(builder, |builder, name| builder.without_field(name))
    }

    /// Refuses declarations of the arguments that an index does not have, and tells those of the configuration.
    pub(crate) fn check(&self, index: &Index, place: &Path) -> Result<()> {
        for field in self.fields.iter().filter(|field| index.own_fields().get(field.name()) != Some(*field)) {
            let told = messages::other_field(place, field);
            if self.of_arguments.get(field.name()).is_some() {
                bail!(told);
            }
            report::note(&told);
        }
        Ok(())
    }
}

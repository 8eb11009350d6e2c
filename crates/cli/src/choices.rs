//! Choices of an option: the names of a library enum's values, with a line of help for each.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Arg, Command, Error};

/// Parses one of a list of values.
#[derive(Clone)]
pub(crate) struct Choices<T: 'static> {
    values: &'static [T],
    name: fn(T) -> &'static str,
    help: fn(T) -> &'static str,
    other_names: fn(T) -> &'static [&'static str],
}

/// The values of a type, by name and with their help.
pub(crate) fn choices<T>(
    values: &'static [T],
    name: fn(T) -> &'static str,
    help: fn(T) -> &'static str,
) -> Choices<T> {
    aliased(values, name, help, |_| &[])
}

/// The values of a type, by name and by other names that the help does not list.
pub(crate) fn aliased<T>(
    values: &'static [T],
    name: fn(T) -> &'static str,
    help: fn(T) -> &'static str,
    other_names: fn(T) -> &'static [&'static str],
) -> Choices<T> {
    Choices { values, name, help, other_names }
}

impl<T: Copy> Choices<T> {
    fn listed(&self) -> impl Iterator<Item = PossibleValue> {
        self.values.iter().map(|&value| {
            let named = PossibleValue::new((self.name)(value)).help((self.help)(value));
            named.aliases((self.other_names)(value))
        })
    }
}

impl<T: Copy + Send + Sync + 'static> TypedValueParser for Choices<T> {
    type Value = T;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, written: &OsStr) -> Result<T, Error> {
        let name = PossibleValuesParser::new(self.listed()).parse_ref(command, arg, written)?;
        let is_named =
            |value: T| (self.name)(value) == name || (self.other_names)(value).contains(&name.as_str());
        let value = self.values.iter().copied().find(|value| is_named(*value));
        Ok(value.expect("the parser gives a listed name"))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.listed()))
    }
}

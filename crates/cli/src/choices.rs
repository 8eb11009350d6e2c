//! Choices of an option: the names of a library enum's values, with a line of help for each.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, PossibleValuesParser, StringValueParser, TypedValueParser};
use clap::{Arg, Command, Error};

/// Parses one of a list of values.
#[derive(Clone)]
pub(crate) struct Choices<T: 'static> {
    values: &'static [T],
    name: fn(T) -> &'static str,
    help: fn(T) -> &'static str,
    other_names: fn(T) -> &'static [&'static str],
}

/// A value of the library, or what names a field of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum KnownOrOwn<T> {
    Known(T),
    Own(String),
}

/// Parses one of a list of values, or takes the text as it is.
#[derive(Clone)]
pub(crate) struct ChoicesOrOwn<T: 'static>(Choices<T>);

/// One of these values, or a field of one's own.
pub(crate) fn or_own<T>(known: Choices<T>) -> ChoicesOrOwn<T> {
    ChoicesOrOwn(known)
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
    /// The value with a name.
    fn named(&self, name: &str) -> Option<T> {
        let is_named = |value: T| (self.name)(value) == name || (self.other_names)(value).contains(&name);
        self.values.iter().copied().find(|value| is_named(*value))
    }

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
        let value = self.named(&name);
        Ok(value.expect("the parser gives a listed name"))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.listed()))
    }
}

impl<T: Copy + Send + Sync + 'static> TypedValueParser for ChoicesOrOwn<T> {
    type Value = KnownOrOwn<T>;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        written: &OsStr,
    ) -> Result<KnownOrOwn<T>, Error> {
        let text = StringValueParser::new().parse_ref(command, arg, written)?;
        let known = self.0.named(&text);
        Ok(known.map_or(KnownOrOwn::Own(text), KnownOrOwn::Known))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.listed()))
    }
}

//! Choices of an option: values of the library by their names, with a line of help for each.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, PossibleValuesParser, StringValueParser, TypedValueParser};
use clap::{Arg, Command, Error};

/// Parses one of a list of values.
#[derive(Clone)]
pub(crate) struct Choices<T: 'static> {
    values: &'static [T],
    name: fn(T) -> &'static str,
    help: fn(T) -> &'static str,
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

/// The values of a type, by name and with their help, or a field of one's own.
pub(crate) fn choices_or_own<T>(
    values: &'static [T],
    name: fn(T) -> &'static str,
    help: fn(T) -> &'static str,
) -> ChoicesOrOwn<T> {
    ChoicesOrOwn(choices(values, name, help))
}

/// The values of a type, by name and with their help.
pub(crate) fn choices<T>(
    values: &'static [T],
    name: fn(T) -> &'static str,
    help: fn(T) -> &'static str,
) -> Choices<T> {
    Choices { values, name, help }
}

impl<T: Copy> Choices<T> {
    fn listed(&self) -> impl Iterator<Item = PossibleValue> {
        self.values.iter().map(|value| PossibleValue::new((self.name)(*value)).help((self.help)(*value)))
    }
}

impl<T: Copy + Send + Sync + 'static> TypedValueParser for Choices<T> {
    type Value = T;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, written: &OsStr) -> Result<T, Error> {
        let name = PossibleValuesParser::new(self.listed()).parse_ref(command, arg, written)?;
        let value = self.values.iter().copied().find(|value| (self.name)(*value) == name);
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
        let Choices { values, name, .. } = self.0;
        let known = values.iter().copied().find(|value| name(*value) == text);
        Ok(known.map_or(KnownOrOwn::Own(text), KnownOrOwn::Known))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.listed()))
    }
}

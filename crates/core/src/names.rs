//! Names of values in JSON and on command lines. One list defines the names, `Display` and `FromStr`.

/// Gives a type of plain values `ALL`, `name`, `Display` and `FromStr`.
macro_rules! named {
    ($type:ident { $($variant:ident = $name:literal),+ $(,)? }) => {
        impl $type {
            /// Every value, in the order of the definition.
            pub const ALL: &'static [$type] = &[$($type::$variant),+];

            /// The name, as in JSON.
            pub const fn name(self) -> &'static str {
                match self {
                    $($type::$variant => $name),+
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl std::str::FromStr for $type {
            type Err = jianbao_analysis::UnknownName;

            /// Reads a name as it is written in JSON, in lower case.
            fn from_str(name: &str) -> Result<$type, Self::Err> {
                let known = || $type::ALL.iter().map(|value| value.name()).collect();
                let value = $type::ALL.iter().copied().find(|value| value.name() == name);
                value.ok_or_else(|| jianbao_analysis::UnknownName { name: name.to_owned(), known: known() })
            }
        }
    };
}

pub(crate) use named;

#[cfg(test)]
mod tests {
    use crate::request::{Bodies, FacetField, Interval, Matching, Reprints, Sort};

    #[test]
    fn names_are_those_of_json_and_read_again() {
        fn check<T>(all: &[T])
        where
            T: Copy + std::fmt::Debug + std::fmt::Display + PartialEq + serde::Serialize + std::str::FromStr,
        {
            for value in all {
                assert_eq!(serde_json::to_string(value).unwrap(), format!("\"{value}\""));
                assert_eq!(value.to_string().parse::<T>().ok(), Some(*value));
            }
        }
        check(Bodies::ALL);
        check(FacetField::ALL);
        check(Interval::ALL);
        check(Matching::ALL);
        check(Reprints::ALL);
        check(Sort::ALL);
        let unknown = "best".parse::<Sort>().unwrap_err();
        assert_eq!(unknown.to_string(), "best is none of relevance, newest, oldest");
    }
}

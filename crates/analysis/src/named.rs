//! Names of values in JSON and on command lines, for all crates. One list defines the names, `Display` and `FromStr`.

/// Gives a type of plain values `ALL`, `name`, `Display` and `FromStr`.
#[doc(hidden)]
#[macro_export]
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

        impl ::std::fmt::Display for $type {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl ::std::str::FromStr for $type {
            type Err = $crate::UnknownName;

            /// Reads a name as it is written in JSON, in lower case.
            fn from_str(name: &str) -> ::std::result::Result<$type, Self::Err> {
                let known = || $type::ALL.iter().map(|value| value.name()).collect();
                let value = $type::ALL.iter().copied().find(|value| value.name() == name);
                value.ok_or_else(|| $crate::UnknownName { name: name.to_owned(), known: known() })
            }
        }
    };
}

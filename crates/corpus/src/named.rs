//! Names of the values of an enum.

/// Gives an enum the list of its values, and their names as in JSON.
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
    };
}

pub(crate) use named;

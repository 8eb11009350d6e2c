//! Access to a cluster: credentials from the environment or from a file that it names, certificates from `--ca-file`.
//!
//! Invariant: no argument and no message contains a secret.

use std::env;
use std::fs;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use jianbao::remote::{Access, Address, Credentials, IndexSettings, RemoteIndex, Secret, Timeouts, Trust};

use crate::global::Global;
use crate::texts::messages;

/// The variables with a user and a password, or the file of it.
const USER: &str = "JIANBAO_USER";
const PASSWORD: &str = "JIANBAO_PASSWORD";
const PASSWORD_FILE: &str = "JIANBAO_PASSWORD_FILE";

/// The variables with an API key, or the file of it.
const API_KEY: &str = "JIANBAO_API_KEY";
const API_KEY_FILE: &str = "JIANBAO_API_KEY_FILE";

/// The longest wait for a cluster that does not answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Opens an index.
pub(crate) fn open(address: &Address, global: &Global) -> Result<RemoteIndex> {
    Ok(RemoteIndex::open(address, &access(global)?)?)
}

/// Creates an index, or opens the one that is there.
pub(crate) fn create(address: &Address, settings: IndexSettings, global: &Global) -> Result<RemoteIndex> {
    Ok(RemoteIndex::create(address, &access(global)?, settings)?)
}

/// The version of a change made now: later ones have higher versions, also those of other programs.
pub(crate) fn version_of_now() -> u64 {
    let since_1970 = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since_1970.as_micros()).unwrap_or(u64::MAX)
}

fn access(global: &Global) -> Result<Access> {
    // A person waits; loading has a patience of its own.
    let timeouts = Timeouts { patience: PATIENCE, ..Timeouts::default() };
    let mut access = Access { credentials: credentials()?, timeouts, ..Access::default() };
    if let Some(file) = &global.ca_file {
        let pem = fs::read(file).with_context(|| messages::cannot_read(file))?;
        access.trust = Trust::Authorities(pem);
    }
    Ok(access)
}

fn credentials() -> Result<Credentials> {
    let key = secret(API_KEY, API_KEY_FILE)?;
    let password = secret(PASSWORD, PASSWORD_FILE)?;
    let user = env::var(USER).ok().filter(|user| !user.is_empty());
    match (key, user, password) {
        (Some(key), None, None) => Ok(Credentials::ApiKey(key)),
        (None, Some(user), Some(password)) => Ok(Credentials::Basic { user, password }),
        (None, None, None) => Ok(Credentials::Nobody),
        _ => bail!(messages::unclear_credentials()),
    }
}

/// The secret of a variable, or of the file that another one names.
fn secret(variable: &str, of_file: &str) -> Result<Option<Secret>> {
    if let Some(text) = env::var(variable).ok().filter(|text| !text.is_empty()) {
        return Ok(Some(Secret::new(text)));
    }
    let Some(file) = env::var_os(of_file).filter(|file| !file.is_empty()) else { return Ok(None) };
    let text = fs::read_to_string(&file).with_context(|| messages::cannot_read(file.as_ref()))?;
    Ok(Some(Secret::new(text)))
}

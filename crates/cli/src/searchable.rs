//! An index that can be searched, wherever it is: in a folder or in a cluster. The commands that read an index see only this.

use std::path::PathBuf;

use anyhow::Result;
use jianbao::article::FilePlace;
use jianbao::search::Explanation;
use jianbao::{Article, Highlighter, Index, SearchRequest, SearchResponse};

use crate::file_place::{self, Paths};

/// An index in a folder, in memory, or in a cluster.
pub(crate) enum Searchable {
    /// In a folder or in memory.
    Folder(Index),
    /// In a cluster.
    #[cfg(feature = "remote")]
    Cluster(Box<jianbao::remote::RemoteIndex>),
}

impl Searchable {
    /// The index in a folder or in memory, for what a cluster does not do.
    pub(crate) fn folder(&self) -> Result<&Index> {
        match self {
            Searchable::Folder(index) => Ok(index),
            #[cfg(feature = "remote")]
            Searchable::Cluster(_) => anyhow::bail!(crate::texts::messages::not_on_a_cluster()),
        }
    }

    pub(crate) fn search(&self, request: &SearchRequest) -> Result<SearchResponse> {
        Ok(match self {
            Searchable::Folder(index) => index.search(request)?,
            #[cfg(feature = "remote")]
            Searchable::Cluster(index) => index.search(request)?,
        })
    }

    pub(crate) fn ids(&self, request: &SearchRequest) -> Result<Vec<String>> {
        Ok(match self {
            Searchable::Folder(index) => index.ids(request)?,
            #[cfg(feature = "remote")]
            Searchable::Cluster(index) => index.ids(request)?,
        })
    }

    pub(crate) fn get(&self, id: &str) -> Result<Option<Article>> {
        Ok(match self {
            Searchable::Folder(index) => index.get(id)?,
            #[cfg(feature = "remote")]
            Searchable::Cluster(index) => index.get(id)?,
        })
    }

    pub(crate) fn explain(&self, request: &SearchRequest, id: Option<&str>) -> Result<Explanation> {
        Ok(match self {
            Searchable::Folder(index) => index.explain(request, id)?,
            #[cfg(feature = "remote")]
            Searchable::Cluster(index) => index.explain(request, id)?,
        })
    }

    pub(crate) fn highlighter(&self, request: &SearchRequest) -> Result<Highlighter> {
        Ok(match self {
            Searchable::Folder(index) => index.highlighter(request)?,
            #[cfg(feature = "remote")]
            Searchable::Cluster(index) => index.highlighter(request)?,
        })
    }

    /// All articles, in the order of ids.
    pub(crate) fn articles(&self) -> Result<Box<dyn Iterator<Item = Result<Article>> + '_>> {
        Ok(match self {
            Searchable::Folder(index) => Box::new(index.articles()?.map(|article| Ok(article?))),
            #[cfg(feature = "remote")]
            Searchable::Cluster(index) => Box::new(index.collection().articles().map(|article| Ok(article?))),
        })
    }

    /// The place of an article in its file, if it is to be given. A cluster does not keep it.
    pub(crate) fn place(&self, paths: Paths, id: &str) -> Result<Option<FilePlace>> {
        match self {
            Searchable::Folder(index) => paths.of_article(index, id),
            #[cfg(feature = "remote")]
            Searchable::Cluster(_) => Ok(None),
        }
    }

    /// The folder that the paths of files are below.
    pub(crate) fn root(&self) -> Option<PathBuf> {
        match self {
            Searchable::Folder(index) => file_place::root_of(index),
            #[cfg(feature = "remote")]
            Searchable::Cluster(_) => None,
        }
    }
}

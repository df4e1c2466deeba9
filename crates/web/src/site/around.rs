//! What is the same around every reader page: settings, sections, static pages.
//!
//! Guarantees: it is kept between renderings only while the change log stands where it stood when it was read, in the
//! epoch of then; a rendering sees one state of it, that of its own transaction.

use std::sync::{Arc, Mutex, PoisonError};

use newsroom::changes::Head;
use newsroom::{Tx, pages, sections, site};

use crate::Failure;

/// Settings, sections and static pages.
#[derive(Debug)]
pub struct Around {
    /// What the newsroom set.
    pub site: site::Site,
    /// All sections, in order.
    pub sections: Vec<sections::Section>,
    /// All static pages.
    pub pages: Vec<pages::StaticPage>,
}

impl Around {
    /// Reads it.
    pub async fn read(tx: &mut Tx) -> Result<Arc<Around>, Failure> {
        Ok(Arc::new(Around { site: site::load(tx).await?, sections: sections::all(tx).await?, pages: pages::all(tx).await? }))
    }
}

/// The last that was read, and where the change log stood.
#[derive(Debug, Default)]
pub struct Kept(Mutex<Option<(String, i64, Arc<Around>)>>);

impl Kept {
    /// As of `head`, which `tx` has read.
    pub async fn at(&self, tx: &mut Tx, head: &Head) -> Result<Arc<Around>, Failure> {
        if let Some((epoch, last, around)) = self.0.lock().unwrap_or_else(PoisonError::into_inner).as_ref()
            && *epoch == head.epoch
            && *last == head.last
        {
            return Ok(Arc::clone(around));
        }
        let around = Around::read(tx).await?;
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((head.epoch.clone(), head.last, Arc::clone(&around)));
        Ok(around)
    }
}

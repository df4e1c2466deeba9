//! A lease: the right of one process to do one thing for a while. An expired lease may be taken by anyone.

use crate::{Error, Timestamp, Tx};

/// A lease that is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// What it is for.
    pub name: String,
    /// Who holds it.
    pub holder: String,
    /// Grows by one with each new holder: an old holder can be told from the present one.
    pub epoch: i64,
}

/// Takes or renews the lease `name` until `until`; None while another holds it.
pub async fn take_lease(tx: &mut Tx, name: &str, holder: &str, now: Timestamp, until: Timestamp) -> Result<Option<Lease>, Error> {
    let row: Option<(i64,)> = crate::fetch_optional!(
        tx,
        (i64,),
        "INSERT INTO lease (name, holder, until, epoch) VALUES ($1, $2, $4, 1)
         ON CONFLICT (name) DO UPDATE SET until = excluded.until, holder = excluded.holder,
           epoch = lease.epoch + CASE WHEN lease.holder = excluded.holder THEN 0 ELSE 1 END
         WHERE lease.holder = excluded.holder OR lease.until < $3
         RETURNING epoch",
        name,
        holder,
        now,
        until
    )?;
    Ok(row.map(|(epoch,)| Lease { name: name.to_owned(), holder: holder.to_owned(), epoch }))
}

/// Gives a lease back, if `holder` still has it.
pub async fn release(tx: &mut Tx, name: &str, holder: &str) -> Result<(), Error> {
    crate::execute!(tx, "UPDATE lease SET until = 0 WHERE name = $1 AND holder = $2", name, holder)?;
    Ok(())
}

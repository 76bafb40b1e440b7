//! Rights: who may do what, in one table (rules, section 9).

use crate::actor::Actor;
use crate::refused::Refused;

crate::codes! {
    /// What can be done.
    pub enum Action {
        /// Search and read published entries.
        ReadList = "read-list",
        /// Ask the gate for content.
        ReadData = "read-data",
        /// Create or change bodies.
        WriteBody = "write-body",
        /// Put an entry on the list or revise it.
        WriteEntry = "write-entry",
        /// Add a version with its files.
        AddVersion = "add-version",
        /// Close a dataset at once.
        Suspend = "suspend",
        /// Open it again.
        Restore = "restore",
        /// Write the counted reads.
        CountUse = "count-use",
        /// Read all that is published into the index.
        Reindex = "reindex",
        /// Compare stored files with their digests.
        CheckStore = "check-store",
        /// Read the public part of the ledger.
        ReadLedger = "read-ledger",
        /// Sign what the ledger has grown to.
        SealLedger = "seal-ledger",
        /// Erase what stands beside the ledger on the person behind an event.
        EraseTraces = "erase-traces",
    }
}

/// The table. A new action does not compile until it has its line.
pub const fn allows(actor: &Actor, action: Action) -> bool {
    match action {
        Action::ReadList | Action::ReadData | Action::ReadLedger => true,
        Action::WriteBody
        | Action::WriteEntry
        | Action::AddVersion
        | Action::Suspend
        | Action::Restore
        | Action::CheckStore
        | Action::EraseTraces => matches!(actor, Actor::Console),
        Action::Reindex => matches!(actor, Actor::Console | Actor::System(_)),
        Action::CountUse | Action::SealLedger => matches!(actor, Actor::System(_)),
    }
}

/// Asks the table; a refusal is `Forbidden`.
pub fn check(actor: &Actor, action: Action) -> Result<(), Refused> {
    if allows(actor, action) {
        Ok(())
    } else {
        Err(Refused::Forbidden)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::actor::Job;

    #[test]
    fn the_rights_matrix_is_reviewed() {
        let mut matrix = String::from("action: visitor console system\n");
        for action in Action::ALL {
            let answers = [Actor::Visitor, Actor::Console, Actor::System(Job::Index)]
                .map(|actor| if allows(&actor, *action) { "yes" } else { "no" });
            matrix.push_str(&format!("{action}: {}\n", answers.join(" ")));
        }
        insta::assert_snapshot!(matrix, @r"
        action: visitor console system
        read-list: yes yes yes
        read-data: yes yes yes
        write-body: no yes no
        write-entry: no yes no
        add-version: no yes no
        suspend: no yes no
        restore: no yes no
        count-use: no no yes
        reindex: no yes yes
        check-store: no yes no
        read-ledger: yes yes yes
        seal-ledger: no no yes
        erase-traces: no yes no
        ");
    }
}

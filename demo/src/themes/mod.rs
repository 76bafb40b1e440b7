//! The entries, one file or two for each theme; every file holds the entries and, below them, the generators of their rows.

mod agriculture;
mod bus;
mod credit;
mod economy;
mod education;
mod energy;
mod environment;
mod finance;
mod government;
mod health;
mod leisure;
mod market;
mod metro;
mod population;
mod prelude;
mod roads;
mod safety;
mod science;
mod urban;
mod weather;
mod welfare;

use crate::DemoEntry;

pub(crate) fn all() -> Vec<DemoEntry> {
    [
        bus::entries(),
        metro::entries(),
        roads::entries(),
        environment::entries(),
        weather::entries(),
        urban::entries(),
        education::entries(),
        health::entries(),
        welfare::entries(),
        credit::entries(),
        finance::entries(),
        market::entries(),
        economy::entries(),
        safety::entries(),
        leisure::entries(),
        agriculture::entries(),
        science::entries(),
        energy::entries(),
        government::entries(),
        population::entries(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

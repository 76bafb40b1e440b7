//! Chance that comes out the same everywhere. The generator is written out here because the values that a library
//! draws may change with its version, and a demo file must keep its SHA-256. Only additions, multiplications and
//! divisions are used on decimals: their results are fixed by IEEE 754, which sines and logarithms are not.

/// SplitMix64.
#[derive(Debug, Clone)]
pub struct Rng(u64);

impl Rng {
    /// A stream of its own for every key.
    pub fn of(key: &str) -> Self {
        // FNV-1a.
        let seed = key.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(seed)
    }

    /// A stream for the `index`th thing of this stream, whatever was drawn for the things before it.
    pub fn fork(&self, index: usize) -> Self {
        let mut child = Self(self.0 ^ (index as u64 + 1).wrapping_mul(0xd6e8_feb8_6659_fd93));
        child.next();
        child
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to below 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// An integer from `low` to `high`, both included.
    pub fn int(&mut self, low: i64, high: i64) -> i64 {
        let span = (high - low + 1) as u128;
        low + ((u128::from(self.next()) * span) >> 64) as i64
    }

    /// A number from `low` to below `high`.
    pub fn real(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// A bell around 0 that never leaves -3.5 to 3.5 and mostly stays within -1 and 1.
    pub fn bell(&mut self) -> f64 {
        (self.unit() + self.unit() + self.unit() + self.unit() - 2.0) * 1.73
    }

    /// True in `percent` of 100 cases.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.int(1, 100) <= percent
    }

    /// One of the list.
    pub fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.int(0, list.len() as i64 - 1) as usize]
    }

    /// One of the list, the first ones far more often than the last: what most lists of kinds look like.
    pub fn mostly<T: Copy>(&mut self, list: &[T]) -> T {
        let at = self.unit() * self.unit() * list.len() as f64;
        list[at as usize]
    }
}

//! What pages ask the portal for: each function parses what the address says and calls one use case.

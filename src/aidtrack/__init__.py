"""aidtrack: the ledger of an aid programme, from the donor to the doorstep."""

__version__ = "0.1.0"

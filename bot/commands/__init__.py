"""One file per command of `zetje`. Every failure is one clear line and a non-zero exit."""

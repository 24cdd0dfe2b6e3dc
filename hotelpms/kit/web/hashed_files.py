"""Static files under names that carry a hash of what is in them, so that browsers keep them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

# `import "./part.js"`, `import { name } from "../part.js"` and `await import("./part.js")`, as the
# formatter writes them. What is awaited is loaded only when it is needed.
IMPORT = (
    r"""(?P<matched>\b(?P<word>import |from |await import\()"(?P<url>\.[^"]+)")""",
    '%(word)s"%(url)s"',
)


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Our scripts, too, name the modules that they import by their hashed names.

    Django can do so for every script, but those of packages need not be complete.
    """

    patterns = (*CompressedManifestStaticFilesStorage.patterns, ("js/*.js", (IMPORT,)))
    # A hash is settled when those of all imported modules are: one pass for each step of a chain.
    max_post_process_passes = 20

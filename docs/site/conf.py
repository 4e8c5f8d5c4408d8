"""Settings of Sphinx for the site that `scripts/docs` builds."""

from hikerkit import __version__

project = "hikerkit"
author = "the founders of hikerkit"
version = release = __version__
html_title = f"hikerkit {__version__}"
extensions = [
    "myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton",
    "sphinx_design",
]  # fmt: skip
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["hikerkit.css"]
html_favicon = "_static/favicon.svg"
html_show_sphinx = False
html_copy_source = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0a5a8a", "color-brand-content": "#0a5a8a"},
    "dark_css_variables": {"color-brand-primary": "#7cc4f0", "color-brand-content": "#7cc4f0"},
}
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
# Nothing in a text of the spec is a directive, a role or a substitution of ours.
myst_disable_syntax = ["html_block", "html_inline"]
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autoclass_content = "both"
maximum_signature_line_length = 88
autodoc_class_signature = "mixed"
napoleon_google_docstring = True
napoleon_numpy_docstring = False

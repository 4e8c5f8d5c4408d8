"""One photo or video of an album."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..core.model import Model

if TYPE_CHECKING:
    from .caption import Caption
    from .fb_user_tags import FbUserTags
    from .image import Image
    from .image_versions import ImageVersions
    from .sharing_friction_info import SharingFrictionInfo


class CarouselMedia(Model):
    """One photo or video of an album."""

    id: str | None = None
    """Id as "<media pk>_<owner pk>"."""
    explore_pivot_grid: bool | None = None
    carousel_parent_id: str | None = None
    """Id of the album that it is in, as "<media pk>_<owner pk>"."""
    strong_id: str | None = None
    """The same as `id`."""
    pk: int | str | None = None
    """Numeric id of the media."""
    commerciality_status: str | None = None
    """Whether the item counts as commercial, for example "not_commercial"."""
    product_type: str | None = None
    """Kind of placement; "carousel_item" in the examples."""
    media_type: int | None = None
    """Kind of media: 1 photo, 2 video; other values may occur."""
    caption: Caption | None = None
    """Caption of the item alone; null in the examples."""
    image_versions2: ImageVersions | None = None
    """The picture, or the cover of a video, in several sizes."""
    original_width: int | None = None
    """Width as uploaded, pixels."""
    original_height: int | None = None
    """Height as uploaded, pixels."""
    featured_products: list[Any] | None = None
    """Products that are tagged."""
    fb_user_tags: FbUserTags | None = None
    """Facebook accounts that are tagged."""
    shop_routing_user_id: Any = None
    media_overlay_info: Any = None
    creative_config: Any = None
    sharing_friction_info: SharingFrictionInfo | None = None
    """Warning shown before the post is shared."""
    taken_at: int | None = None
    """When it was posted, Unix time in seconds."""
    product_suggestions: list[Any] | None = None
    """Products suggested for the post; empty in the examples."""
    image_versions: list[Image] | None = None
    """The same pictures as in `image_versions2`, as a plain list."""
    thumbnail_url: str | None = None
    """URL of a small picture of it."""

    __names__ = {"strong_id": "strong_id__"}
    __nested__ = {
        "caption": "Caption",
        "image_versions2": "ImageVersions",
        "fb_user_tags": "FbUserTags",
        "sharing_friction_info": "SharingFrictionInfo",
        "image_versions": ["Image"],
    }
    __identity__ = ("pk",)
    __entity__ = {"kind": "media"}
    __times__ = ("taken_at",)

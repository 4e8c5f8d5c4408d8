"""X."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..types import Model

if TYPE_CHECKING:
    from .caption import Caption
    from .fb_user_tags import FbUserTags
    from .image import Image
    from .image_versions import ImageVersions
    from .sharing_friction_info import SharingFrictionInfo


class CarouselMedia(Model):
    """X."""

    id: str | None = None
    explore_pivot_grid: bool | None = None
    carousel_parent_id: str | None = None
    strong_id: str | None = None
    pk: int | str | None = None
    commerciality_status: str | None = None
    product_type: str | None = None
    media_type: int | None = None
    caption: Caption | None = None
    image_versions2: ImageVersions | None = None
    original_width: int | None = None
    original_height: int | None = None
    featured_products: list[Any] | None = None
    fb_user_tags: FbUserTags | None = None
    shop_routing_user_id: Any = None
    media_overlay_info: Any = None
    creative_config: Any = None
    sharing_friction_info: SharingFrictionInfo | None = None
    taken_at: int | None = None
    product_suggestions: list[Any] | None = None
    image_versions: list[Image] | None = None
    thumbnail_url: str | None = None

    __names__ = {"strong_id": "strong_id__"}
    __nested__ = {
        "caption": "Caption",
        "image_versions2": "ImageVersions",
        "fb_user_tags": "FbUserTags",
        "sharing_friction_info": "SharingFrictionInfo",
        "image_versions": ["Image"],
    }
    __identity__ = ("pk",)

"""Lists by the page: how many there are, and where the next ones stand."""

from typing import Annotated

from fastapi import Query, Request, Response

Offset = Annotated[int, Query(ge=0, le=10**9, description="How many to pass over.")]
Limit = Annotated[int, Query(ge=1, le=1000, description="Most to send back.")]


def tell_pages(request: Request, response: Response, offset: int, limit: int, total: int) -> None:
    """The headers X-Total-Count, and Link where there is more (RFC 8288)."""
    response.headers["X-Total-Count"] = str(total)
    if offset + limit < total:
        following = request.url.include_query_params(offset=offset + limit, limit=limit)
        response.headers["Link"] = f'<{following.path}?{following.query}>; rel="next"'

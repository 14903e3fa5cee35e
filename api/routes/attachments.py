"""Attachments of requests and offers: added, listed, downloaded, removed."""

from fastapi import APIRouter, UploadFile
from fastapi.responses import FileResponse

from api.dependencies import CurrentActor, Files, Now, ReadSession, WriteSession
from api.post_paths import FoundPost, on_both
from api.transactions import TransactedRoute
from api.uploads import named_content
from matcher.errors import NotFoundError
from matcher.posting.attaching import attach, detach, find_attachment
from models.attachment import Attachment, AttachmentPublic, attachments_of

router = APIRouter(tags=["attachments"], route_class=TransactedRoute)


@on_both(router, "POST", "attachments", "Attach a document to {post}", status_code=201, response_model=AttachmentPublic)
def add(
    case: FoundPost, file: UploadFile, session: WriteSession, actor: CurrentActor, files: Files, now: Now
) -> Attachment:
    """Takes a PDF, DOCX, XLSX, PPTX, ODT, PNG or JPEG of up to 10 MB, ten a post. What it is tells its content."""
    document = named_content(file)
    return attach(session, actor, case, document, store=files, now=now)


@on_both(router, "GET", "attachments", "List the attachments of {post}", response_model=list[AttachmentPublic])
def listed(case: FoundPost, session: ReadSession) -> list[Attachment]:
    """The attachments of a post, the oldest first; whoever sees the post sees them."""
    return attachments_of(session, case.noun, case.id)


@router.get("/attachments/{attachment_id}", summary="Download an attachment", response_class=FileResponse)
def download(attachment_id: str, session: ReadSession, actor: CurrentActor, files: Files) -> FileResponse:
    """The document itself, always to be saved and never to be shown in the page."""
    row, _ = find_attachment(session, actor, attachment_id)
    if not files.path(row.digest).is_file():
        raise NotFoundError("content of the attachment", row.id, "the files were not restored with the database")
    headers = {"Cache-Control": "private, no-cache"}
    return FileResponse(files.path(row.digest), media_type=row.media_type, filename=row.name, headers=headers)


@router.delete("/attachments/{attachment_id}", summary="Remove an attachment", status_code=204)
def remove(attachment_id: str, session: WriteSession, actor: CurrentActor, now: Now) -> None:
    """Removes an attachment from its post."""
    detach(session, actor, attachment_id, now=now)

"""Addresses of import, review and adoption, and of what a version changed."""

from django.urls import path

from lvheng.plan import change_views, import_views, review_views

urlpatterns = [
    path("imports/", import_views.imports, name="imports"),
    path("imports/new/", import_views.new, name="import"),
    path("imports/<int:document_id>/", import_views.document, name="document"),
    path("imports/<int:document_id>/progress/", import_views.progress, name="document_progress"),
    path("imports/<int:document_id>/again/", import_views.again, name="read_again"),
    path("imports/<int:document_id>/discard/", import_views.discard, name="discard"),
    path("imports/<int:document_id>/adopt/", import_views.adopt, name="adopt"),
    path("imports/<int:document_id>/metadata/", review_views.metadata, name="metadata"),
    path("imports/<int:document_id>/headings/<int:order>/", review_views.heading, name="heading"),
    path("imports/<int:document_id>/names/", review_views.names, name="names"),
    path("imports/<int:document_id>/decide/", review_views.decide, name="decide_finding"),
    path("imports/<int:document_id>/findings/new/", review_views.add, name="add_finding"),
    path("imports/<int:document_id>/findings/<int:finding_id>/edit/", review_views.edit, name="edit_finding"),
    path("imports/<int:document_id>/findings/<int:finding_id>/split/", review_views.split, name="split_finding"),
    path("<slug:plan>/versions/<int:number>/changes/", change_views.changes, name="changes"),
]

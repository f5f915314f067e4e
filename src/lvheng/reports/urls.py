from django.urls import path

from lvheng.reports import office_views, views, writing_views

app_name = "reports"

urlpatterns = [
    path("", views.listing, name="list"),
    path("templates/", office_views.templates, name="templates"),
    path("templates/<slug:code>/", office_views.template, name="template"),
    path("templates/<slug:code>/template.docx", office_views.template_file, name="template_file"),
    path("schedules/", office_views.schedules, name="schedules"),
    path("new/<slug:code>/", writing_views.new, name="new"),
    path("drafting/<int:order_id>/", writing_views.drafting, name="drafting"),
    path("<int:document_id>/", views.document, name="document"),
    path("<int:document_id>/document.<slug:kind>", views.download, name="download"),
    path("<int:document_id>/pages/<int:number>.png", views.page_picture, name="page_picture"),
    path("<int:document_id>/fill/", writing_views.fill, name="fill"),
    path("<int:document_id>/replace/", writing_views.replace, name="replace"),
    path("<int:document_id>/steps/<slug:step>/", writing_views.step, name="step"),
]

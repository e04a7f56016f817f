"""The desks' addresses, under /ban-lam-viec/. Reading is GET; whatever changes something is POST."""

from django.urls import path, register_converter

from vungxanh.desk import (
    account,
    duties,
    evidence,
    failures,
    figures,
    levels,
    lists,
    messages,
    order,
    plan,
    releases,
    sending_page,
    sendings,
    stations,
    waiver,
)
from vungxanh.desk.day_in_address import DayInAddress

register_converter(DayInAddress, "day")

app_name = "desk"
urlpatterns = [
    path("so-lieu/", figures.index, name="figures"),
    path("so-lieu/nhap-tep/", figures.import_file, name="figures_import"),
    path("so-lieu/nhap-tep/<int:pk>/", figures.imported, name="figures_imported"),
    path("so-lieu/nhap/<day:day>/", figures.enter, name="figures_enter"),
    path("so-lieu/ngay/<day:day>/", figures.day_page, name="figures_day"),
    path("so-lieu/ngay/<day:day>/chuan-bi/", releases.prepare_release, name="release_prepare"),
    path("so-lieu/ban-cho-ky/<int:pk>/", releases.draft_page, name="release_draft"),
    path("so-lieu/ban-cho-ky/<int:pk>/ky/", releases.sign_release, name="release_sign"),
    path("so-lieu/cong-bo/<int:pk>/", releases.release_page, name="release"),
    path("so-lieu/cong-bo/<int:pk>/dinh-chinh/", releases.correct_release, name="release_correct"),
    path("cap-do/", levels.index, name="levels"),
    path("cap-do/cong-bo/", levels.declare_level, name="level_declare"),
    path("thong-diep/", messages.index, name="messages"),
    path("thong-diep/soan/<int:obligation>/<int:slot>/", messages.draft, name="message_draft"),
    path("thong-diep/<int:pk>/", messages.message_page, name="message"),
    path("thong-diep/<int:pk>/sua/", messages.edit, name="message_edit"),
    path("thong-diep/<int:pk>/duyet/", messages.approve_message, name="message_approve"),
    path("thong-diep/<int:pk>/tra-lai/", messages.return_message, name="message_return"),
    path("thong-diep/<int:pk>/cach-gui/", order.order_page, name="message_order"),
    path("thong-diep/<int:pk>/gui/", order.send, name="message_send"),
    path("luot-gui/", sendings.index, name="sendings"),
    path("luot-gui/<int:pk>/", sending_page.sending_page, name="sending"),
    path("luot-gui/<int:pk>/khong-den.csv", failures.failures, name="sending_failures"),
    path("luot-gui/<int:pk>/<slug:step>/", sending_page.take_step, name="sending_step"),
    path("danh-sach/", lists.index, name="lists"),
    path("danh-sach/nhap/", lists.import_file, name="list_import"),
    path("danh-sach/<int:pk>/", lists.imported, name="list_imported"),
    path("danh-sach/<int:pk>/bi-tu-choi.csv", lists.rejected, name="list_rejected"),
    path("nhiem-vu/", duties.index, name="duties"),
    path("nhiem-vu/<int:pk>/", duties.obligation_page, name="obligation"),
    path("nhiem-vu/<int:pk>/minh-chung/", evidence.record, name="evidence"),
    path("nhiem-vu/<int:pk>/mien/", waiver.waive_obligation, name="waive"),
    path("nhiem-vu/noi-thuc-hien/<slug:duty>/", stations.index, name="stations"),
    path("nhiem-vu/noi-thuc-hien/<slug:duty>/<int:area>/", stations.area_page, name="stations_of"),
    path("ket-qua/", account.index, name="account"),
    path("ket-qua/nghia-vu/", account.obligations, name="account_obligations"),
    path("ket-qua/nghia-vu.csv", account.export, name="account_export"),
    path("ke-hoach/", plan.index, name="plan"),
    path("ke-hoach/<slug:duty>/", plan.duty_page, name="plan_duty"),
]

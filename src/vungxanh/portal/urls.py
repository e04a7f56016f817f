"""Public addresses, the same words in both languages, English under /en/. They stay as they are: people print them."""

from django.urls import path

from vungxanh.portal import about, account, figures, files, handbook, home, leave, messages, open_data, place, plan
from vungxanh.portal import map as maps

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("so-lieu/", figures.by_month, name="figures"),
    path("so-lieu/dinh-chinh/", figures.corrections_made, name="corrections"),
    path("so-lieu/ngay.csv", figures.daily_csv, name="daily_csv"),
    path("so-lieu/ngay.json", figures.daily_json, name="daily_json"),
    path("so-lieu/tu-dien/", open_data.dictionary, name="dictionary"),
    path("so-lieu/tu-dien.json", open_data.dictionary_json, name="dictionary_json"),
    path("so-lieu/noi/<slug:code>.csv", open_data.place_csv, name="place_csv"),
    path("so-lieu/<int:number>/", figures.release, name="release"),
    path("so-lieu/<int:number>.csv", open_data.release_csv, name="release_csv"),
    path("so-lieu/<int:number>.json", open_data.release_json, name="release_json"),
    path("ban-do/", maps.map_page, name="map"),
    path("ban-do/<slug:code>/", place.place_page, name="place"),
    path("thong-bao/", messages.all_messages, name="messages"),
    path("thong-bao/<int:pk>/", messages.one_message, name="message"),
    path("thong-bao/<int:pk>/<slug:language>/ghi-am", files.recording, name="message_recording"),
    path("thong-bao/<int:pk>/<slug:language>/<slug:rendition>.<slug:suffix>", files.file, name="message_file"),
    path("so-tay/<slug:language>.<slug:suffix>", handbook.file, name="handbook"),
    path("ke-hoach/", plan.running, name="plan"),
    path("ke-hoach/khong-lam/", plan.declined, name="declined"),
    path("bao-cao/", account.account, name="account"),
    path("bao-cao/uy-ban/", account.committee, name="committee"),
    path("gioi-thieu/", about.about, name="about"),
    path("huy-dang-ky/<str:token>/", leave.leave, name="leave"),
]

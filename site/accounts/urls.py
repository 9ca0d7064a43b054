"""Addresses of this room."""

from django.urls import path

from accounts.views import SignInView, SignOutView, register

urlpatterns = [
    path("dang-nhap/", SignInView.as_view(), name="login"),
    path("dang-xuat/", SignOutView.as_view(), name="logout"),
    path("dang-ky/", register, name="register"),
]
